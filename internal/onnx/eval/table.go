package eval

import "maps"

// operators is the table of all operators, by name.
var operators = merged(elementwise(), pairwise(), comparisons(), shapes(), indexing(), reductions(), products(), windows(), normalizations(), quantizations(), ml())

func merged(families ...map[string]operator) map[string]operator {
	all := map[string]operator{}
	for _, f := range families {
		maps.Copy(all, f)
	}
	return all
}
