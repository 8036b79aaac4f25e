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
	{"share", share},
}

// Compile lowers a spec and runs all passes. An error is a bug of nngen.
func Compile(s *spec.Spec) (*ir.Program, error) {
	p := Lower(s)
	return p, Optimize(p)
}

// Optimize runs all passes on a program as it was lowered. An error is a bug of nngen, or of whoever lowered the program.
func Optimize(p *ir.Program) error {
	if err := p.Verify(); err != nil {
		return err
	}
	for _, pass := range passes {
		pass.run(p)
		if err := p.Verify(); err != nil {
			return err
		}
	}
	return nil
}
