package lower

import "maps"

// rules is the table of the operators that can be lowered, by name.
var rules = withQuantized(merged(elementwise(), products(), shapes(), indexing(), reductions(), windows(), normalizations(), ml()))

func withQuantized(all map[string]rule) map[string]rule { return merged(all, quantizations(all)) }

func merged(families ...map[string]rule) map[string]rule {
	all := map[string]rule{}
	for _, f := range families {
		maps.Copy(all, f)
	}
	return all
}
