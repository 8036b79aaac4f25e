package plan

import (
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// TestInPlaceOfWhatIsWrittenTwice: a result does not take the place of what it is made of where it holds something else
// before, which is still read.
func TestInPlaceOfWhatIsWrittenTwice(t *testing.T) {
	temp := func(name string) *ir.Buffer { return &ir.Buffer{Name: name, Dims: []int{4}, Batched: true} }
	x, a, b := &ir.Buffer{Name: "x", Role: ir.Example, Dims: []int{4}, Batched: true}, temp("a"), temp("b")
	mapped := func(dst, src *ir.Buffer) *ir.Instr {
		return ir.NewInstr(&ir.Map{F: expr.MustParse("x + 1", "x"), Vars: []string{"x"}}, dst, src)
	}
	sum := ir.NewInstr(&ir.Map{F: expr.MustParse("x*y", "x", "y"), Vars: []string{"x", "y"}}, b, x, a)
	last := mapped(a, b) // a is written anew
	p := &ir.Program{Input: x, Output: a, Forward: []*ir.Instr{mapped(a, x), sum, last}}
	inPlace(p)
	if sum.Dst != b || last.Args[0] != b {
		t.Errorf("b and a, which are both alive, have become one: %s, %s", sum, last)
	}
}
