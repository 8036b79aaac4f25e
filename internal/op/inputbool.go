package op

var boolean = &InputType{
	Name: "bool", Doc: "true or false, as 1 or 0: true/false, t/f, yes/no, y/n, 1/0, or the two values listed, false first",
	Keys:    []string{"values", "missing"},
	Missing: []string{"own"},
	Go:      GoBool,
	Width:   func(*Input) int { return 1 },
	Encode:  func(e *Encoder, in *Input) { e.take(e.scaled, in.Entry, 1) },
}
