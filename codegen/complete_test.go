package codegen

import (
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/spec"
)

// What is printed apart: losses with the loop over their batch, and updates with the rule of the optimizer.
var apart = []string{"loss", "cross_entropy", "cross_entropy_grad", "step"}

// TestEveryOperationHasANotation fails for an operation that no comment can write.
func TestEveryOperationHasANotation(t *testing.T) {
	for _, op := range ir.Ops {
		if _, ok := notations[op.Name()]; ok == slices.Contains(apart, op.Name()) {
			t.Errorf("%s: a notation is %v", op.Name(), ok)
		}
	}
}

// TestUnprintable: a call that nobody can print is an error, not left out.
func TestUnprintable(t *testing.T) {
	s, problems := spec.Parse("spec.yaml", []byte("{version: 1, model: a, inputs: 4, layers: [{units: 8, activation: sigmoid}, {units: 3}], output: {task: multiclass}}"))
	if s == nil {
		t.Fatal(problems)
	}
	faults := []func(c *ir.Call){
		func(c *ir.Call) { c.Kernel, c.Args = "planted", nil },
		func(c *ir.Call) { c.Args = append(c.Args, struct{ ir.Int }{3}) },
		func(c *ir.Call) { c.First().Op, c.First().Part = planted{}, ir.InLayer },
	}
	for i, plant := range faults {
		for list := range 5 {
			p, err := plan.Compile(s)
			if err != nil {
				t.Fatal(err)
			}
			calls := p.CallLists()[list].Calls
			plant(calls[len(calls)-1])
			files, err := Generate(p, Face{Package: "a", Heads: []Head{{Task: Classes}}})
			if err == nil || files != nil || !strings.Contains(err.Error(), "internal error") {
				t.Errorf("fault %d in %s: %d files, and the error is %v", i, p.CallLists()[list].Name, len(files), err)
			}
		}
	}
}

// planted is an operation that nobody has thought of.
type planted struct{ ir.Softmax }

func (planted) Name() string { return "planted" }
