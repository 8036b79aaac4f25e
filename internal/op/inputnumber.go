package op

var number = &InputType{
	Name: "number", Doc: "a number: filled where missing, transformed, normalized, and where encode says so followed by its bins",
	Keys:    []string{"missing", "normalize", "transform", "encode"},
	Missing: []string{"own", "mean", "median"},
	Scaled:  true,
	Go:      GoNumber,
	Width:   func(in *Input) int { return 1 + in.Bins },
	Encode: func(e *Encoder, in *Input) {
		e.take(e.scaled, in.Entry, 1)
		if in.Bins > 0 {
			e.bins(in)
		}
	},
}
