package op

import "github.com/nngen/nngen/internal/ir"

var ordinal = &InputType{
	Name: "ordinal", Doc: "one of the values listed, which have an order: position/(K − 1), from 0 to 1",
	Keys:    []string{"values", "missing", "unknown"},
	Missing: []string{"own"},
	Go:      GoValue,
	Width:   func(*Input) int { return 1 },
	Encode: func(e *Encoder, in *Input) {
		rank := e.Temp("r"+in.Go, 1)
		e.Emit(&ir.Ordinal{Code: in.Code()}, rank, e.filled)
		e.take(rank, 0, 1)
	},
}
