package codegen

import (
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/internal/randspec"
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

// TestEveryOperationIsPrinted draws networks until each operation stood in a list that is printed, and fails for one that no
// printer knows, or that never stands in any. Update has the steps of optimizers; the loss of training is printed with its loop.
func TestEveryOperationIsPrinted(t *testing.T) {
	missing := map[string]bool{}
	for _, op := range ir.Ops {
		missing[op.Name()] = op.Name() != "step" && op.Name() != "moving"
	}
	for i := range uint64(400) {
		s, _ := spec.Parse("spec.yaml", []byte(randspec.Spec(5, i)))
		if s == nil {
			t.Fatalf("random spec %d does not parse", i)
		}
		p, err := plan.Compile(s)
		if err == nil {
			err = printable(p)
		}
		if err != nil {
			t.Fatalf("random spec %d: %v", i, err)
		}
		for _, list := range p.CallLists() {
			for _, c := range list.Calls {
				for _, in := range c.Instrs {
					missing[in.Op.Name()] = false
				}
			}
		}
	}
	for name, never := range missing {
		if never {
			t.Errorf("%s: no list that is printed has it", name)
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
