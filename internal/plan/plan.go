package plan

import (
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// passes run in this order on a lowered program.
var passes = []struct {
	name string
	run  func(*ir.Program)
}{
	{"inplace", inPlace},
	{"prune", prune},
	{"choose", choose},
	{"pair", pair},
	{"sparse", sparse},
	{"beside", beside},
	{"share", share},
}

// Compile lowers a spec and runs all passes. An error is a bug of nngen.
func Compile(s *spec.Spec) (*ir.Program, error) {
	p := Lower(s)
	if err := p.Verify(); err != nil {
		return nil, err
	}
	for _, pass := range passes {
		pass.run(p)
		if err := p.Verify(); err != nil {
			return nil, err
		}
	}
	return p, nil
}
