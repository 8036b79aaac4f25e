package op

import (
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

func TestBindDropsWhatIsSuperfluous(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   Args
		states []string
		steps  []string
	}{
		{"sgd", Args{}, nil, []string{"w = w - lr * g"}},
		{"sgd", Args{"weight_decay": 0.5}, nil, []string{"g = g + 0.5 * w", "w = w - lr * g"}},
		{"sgd", Args{"momentum": 0.5}, []string{"v"}, []string{"v = 0.5 * v + g", "w = w - lr * v"}},
		{"sgd", Args{"momentum": 0.5, "nesterov": 1}, []string{"v"}, []string{"v = 0.5 * v + g", "w = w - lr * (g + 0.5 * v)"}},
		{"adam", Args{"beta1": 0.5, "beta2": 0.75, "epsilon": 0.25}, []string{"m", "v"}, []string{
			"m = 0.5 * m + 0.5 * g", "v = 0.75 * v + 0.25 * g * g", "w = w - rate * m / (sqrt(v) / correction + 0.25)"}},
	} {
		o := MustLookup(Optimizers, c.name)
		args := Defaults(o.Attrs)
		for k, v := range c.args {
			args[k] = v
		}
		bound := o.Bind(args, expr.Num(1))
		var steps []string
		for _, s := range bound.Steps {
			steps = append(steps, s.Var+" = "+s.F.String())
		}
		if !slices.Equal(bound.States, c.states) || !slices.Equal(steps, c.steps) {
			t.Errorf("%s %v: states %v, steps %q", c.name, c.args, bound.States, steps)
		}
	}
}

// Every formula reads only what has a value by then.
func TestBoundFormulasAreClosed(t *testing.T) {
	for _, o := range Optimizers {
		for _, args := range variants(o.Info().Attrs) {
			bound := o.Bind(args, expr.Num(1))
			known := closed(t, o.Name, bound.Scalars, []string{"lr", "t"})
			known = append(known, "w", "g")
			known = closed(t, o.Name, bound.Steps, append(known, bound.States...))
			if !slices.Contains(known, "w") || bound.Steps[len(bound.Steps)-1].Var != "w" {
				t.Errorf("%s: the last step does not assign w", o.Name)
			}
		}
	}
}

// closed compiles each formula with the variables known so far, which panics on any other.
func closed(t *testing.T, name string, list []ir.Assign, known []string) []string {
	for _, a := range list {
		func() {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("%s: %s = %s: %v", name, a.Var, a.F, r)
				}
			}()
			expr.Compile(a.F, known...)
		}()
		known = append(known, a.Var)
	}
	return known
}

// A variable that only renames another is replaced by it, until it is assigned again.
func TestPropagate(t *testing.T) {
	var steps []ir.Assign
	for _, s := range []Formula{{"v", "g"}, {"v", "v + g"}, {"g", "g"}, {"w", "w - v"}} {
		steps = append(steps, ir.Assign{Var: s.Var, F: expr.MustParse(s.F, "v", "g", "w")})
	}
	var got []string
	for _, s := range propagate(steps) {
		got = append(got, s.Var+" = "+s.F.String())
	}
	if want := []string{"v = g + g", "w = w - v"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
