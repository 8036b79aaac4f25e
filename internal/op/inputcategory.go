package op

import "github.com/nngen/nngen/internal/ir"

var category = &InputType{
	Name: "category", Doc: "one of the values listed: an entry for each, 1 for the value and 0 for the others, or a learned vector of so many numbers",
	Keys:    []string{"values", "missing", "unknown", "embedding"},
	Missing: []string{"own", "most_frequent"},
	OwnRow:  true,
	Go:      GoValue,
	Width: func(in *Input) int {
		if in.Embedding > 0 {
			return in.Embedding
		}
		return in.Rows()
	},
	Encode: func(e *Encoder, in *Input) {
		if in.Embedding == 0 {
			hot := e.Temp("h"+in.Go, in.Rows())
			e.Emit(&ir.OneHot{Code: in.Code()}, hot, e.filled)
			e.take(hot, 0, in.Rows())
			return
		}
		v := e.Temp("v"+in.Go, in.Embedding)
		e.Emit(&ir.Embed{Code: in.Code()}, v, e.tables[in], e.filled)
		e.take(v, 0, in.Embedding)
	},
}
