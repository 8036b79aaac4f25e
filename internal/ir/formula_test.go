package ir_test

import (
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// TestFormula: a formula that takes the same buffer several times does not choose between the buffer and itself.
func TestFormula(t *testing.T) {
	f, err := expr.Parse("where(x > 0.1, y, z)", "x", "y", "z")
	if err != nil {
		t.Fatal(err)
	}
	a, b := &ir.Buffer{Name: "a0"}, &ir.Buffer{Name: "a1"}
	m := &ir.Map{F: f, Vars: []string{"x", "y", "z"}}
	for _, c := range []struct {
		args []*ir.Buffer
		want string
	}{
		{[]*ir.Buffer{a, a, a}, "x"},
		{[]*ir.Buffer{a, b, b}, "y"},
		{[]*ir.Buffer{a, b, a}, "where(x > 0.1, y, x)"},
	} {
		if got := ir.NewInstr(m, a, c.args...).Formula().String(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
