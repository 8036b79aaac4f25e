package codegen

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
)

// TestFormulaText: emitted Go means what the formula means, though a variable stands for a sum and integers divide
// otherwise.
func TestFormulaText(t *testing.T) {
	for _, c := range []struct {
		formula string
		bits    int
		want    string
	}{
		{"1/2*x", 32, "1.0 / 2.0 * (b + w*v)"},
		{"x/6 + 1/2", 64, "(b+w*v)/6.0 + 1.0/2.0"},
		{"-x", 32, "-(b + w*v)"},
		{"max(x, 0)", 32, "max(b+w*v, 0.0)"},
		{"tanh(x)*y", 32, "runtime.Tanh32(b+w*v) * y"},
		{"tanh(x)*y", 64, "math.Tanh(b+w*v) * y"},
		{"x - (y - x)", 64, "(b + w*v) - (y - (b + w*v))"},
		{"0.1*y", 32, "0.1 * y"},
		{"1e30*y", 32, "1e+30 * y"},
		{"0.30000000000000004*y", 32, "0.3 * y"},
		{"0.30000000000000004*y", 64, "0.30000000000000004 * y"},
	} {
		sum := jen.Id("b").Op("+").Id("w").Op("*").Id("v")
		s := scope{bits: c.bits, vars: map[string]*jen.Statement{"x": sum}, sum: "x"}
		if got := printed(s.code(expr.MustParse(c.formula, "x", "y"))); got != c.want {
			t.Errorf("%s is printed as\n%s, want\n%s", c.formula, got, c.want)
		}
	}
}

// TestAssignText: a select becomes an if statement, with variables of their own for those inside a formula.
func TestAssignText(t *testing.T) {
	for _, c := range []struct{ formula, want string }{
		{"where(x > 0, x, 0)", "if x > 0.0 {\ny = x\n} else {\ny = 0.0\n}"},
		{"where(x > 0, s, 0)", "if x <= 0.0 {\ny = 0.0\n}"},
		{"where(x > 0, x, s)", "if x > 0.0 {\ny = x\n}"},
		{"where(x > 2, 2, where(x < 1, 1, x))", "if x > 2.0 {\ny = 2.0\n} else if x < 1.0 {\ny = 1.0\n} else {\ny = x\n}"},
		{"x*where(x > 0, 1, 2)", "var c1 float32\nif x > 0.0 {\nc1 = 1.0\n} else {\nc1 = 2.0\n}\ny = x * c1"},
		{"x*where(x > 0, 1, s)", "var c1 float32\nif x > 0.0 {\nc1 = 1.0\n} else {\nc1 = s\n}\ny = x * c1"},
		{"where(where(x > 0, 1, x) > 0.5, 3, s)", "var c1 float32\nif x > 0.0 {\nc1 = 1.0\n} else {\nc1 = x\n}\nif c1 > 0.5 {\ny = 3.0\n}"},
		{"where(x > 2, 2, where(where(x > 0, 1, x) > 0.5, 3, x))", "if x > 2.0 {\ny = 2.0\n} else {\nvar c1 float32\nif x > 0.0 {\nc1 = 1.0\n} else {\nc1 = x\n}\nif c1 > 0.5 {\ny = 3.0\n} else {\ny = x\n}\n}"},
		{"x + where(x > 0, x*where(x > 1, 2, 3), 4)", "var c1 float32\nif x > 0.0 {\nvar c2 float32\nif x > 1.0 {\nc2 = 2.0\n} else {\nc2 = 3.0\n}\nc1 = x * c2\n} else {\nc1 = 4.0\n}\ny = x + c1"},
	} {
		s := scope{bits: 32, self: "s"}
		got := printed(lines(s.assign(jen.Id("y"), expr.MustParse(c.formula, "x", "s"))))
		if got = strings.ReplaceAll(got, "\t", ""); got != c.want {
			t.Errorf("%s is printed as\n%s\nwant\n%s", c.formula, got, c.want)
		}
	}
}

func printed(s *jen.Statement) string { return fmt.Sprintf("%#v", s) }
