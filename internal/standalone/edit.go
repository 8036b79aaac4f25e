package standalone

import (
	"cmp"
	"slices"
)

// edit replaces the bytes from, up to to, by text.
type edit struct {
	from, to int
	text     string
}

// apply returns the part of src from, up to to, with those edits that lie in it.
func apply(src []byte, from, to int, edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	for _, e := range edits {
		if e.from < from || e.to > to {
			continue
		}
		out = append(append(out, src[from:e.from]...), e.text...)
		from = e.to
	}
	return append(out, src[from:to]...)
}
