package expr

import "testing"

func TestUnfit(t *testing.T) {
	for _, c := range []struct{ src, want32, want64 string }{
		{"x", "", ""},
		{"0.0*x + 1e-45*x", "", ""},
		{"3.4028234e38*x", "", ""},
		{"3.5e38*x", "3.5e+38 is not finite in float32", ""},
		{"1e-46*x", "1e-46 is 0 in float32", ""},
		{"sin(-1e60 + x)", "-1e+60 is not finite in float32", ""},
		{"x/(1/0)", "1.0 / 0.0 is not finite", "1.0 / 0.0 is not finite"},
		{"max(x, -(1e308*10))", "1e+308 * 10.0 is not finite", "1e+308 * 10.0 is not finite"},
		{"where(1/0 < 1, x, y)", "1.0 / 0.0 is not finite", "1.0 / 0.0 is not finite"},
		{"x + pow(10, 400)", "pow(10.0, 400.0) is not finite", "pow(10.0, 400.0) is not finite"},
		{"x + sqrt(-1) + log(-1)", "sqrt(-1.0) is not finite", "sqrt(-1.0) is not finite"},
	} {
		e := Simplify(MustParse(c.src, "x", "y"))
		for bits, want := range map[int]string{32: c.want32, 64: c.want64} {
			got := ""
			if err := Unfit(e, bits); err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("%s in %d bits: %q, want %q", c.src, bits, got, want)
			}
		}
	}
}
