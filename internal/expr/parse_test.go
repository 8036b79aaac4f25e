package expr

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		src    string
		offset int
		msg    string // a part of the message
	}{
		{"", 0, "it is empty"},
		{" \n", 2, "it is empty"},
		{"x +", 3, "it ends too early"},
		{"2*1e", 4, "it ends too early"},
		{"(x", 2, "a closing ) is missing"},
		{"max(x", 5, "a closing ) is missing"},
		{"max(x,\n", 7, "a closing ) is missing"},
		{"x y", 2, "unexpected y"},
		{"1.702x", 5, "unexpected x"},
		{"max(1.702x, 0)", 9, "unexpected x"},
		{"x; y", 1, "unexpected ;"},
		{"x ++", 2, "unexpected ++"},
		{"x)", 1, "unexpected )"},
		{"exp()+()", 7, "unexpected )"},
		{"x = y", 2, "unexpected ="},
		{"x # y", 2, "unexpected #"},
		{"x + 'y", 4, "unexpected 'y"},
		{"x // y", 2, "it cannot hold a comment"},
		{"x /* y */", 2, "it cannot hold a comment"},
		{"x + q", 4, "unknown variable q; known here: x, y"},
		{"2*tanh", 2, "tanh is a function: write tanh(…)"},
		{"1 + sinh(x)", 4, "unknown function sinh; known: exp,"},
		{"x + exp(x, y)", 4, "exp takes 1 argument(s), not 2"},
		{"max()", 0, "max takes 2 argument(s), not 0"},
		{"max(x...)", 0, "max takes 2 argument(s), not 1"},
		{"exp(x...)", 0, "exp takes 1 argument(s)"},
		{"math.Exp(x)", 0, "only the functions of the language"},
		{"x ^ 2", 2, "a power is pow(x, y)"},
		{"x % 2", 2, "unknown operator %"},
		{"x == y", 2, "unknown operator =="},
		{"x > 0 && y > 0", 6, "unknown operator &&"},
		{"1 + !x", 4, "unknown operator !"},
		{"x > 0", 0, "a comparison may only be the first argument of where"},
		{"1 + (x < y)", 5, "a comparison may only be"},
		{"where(x > 0, x > 1, 0)", 13, "a comparison may only be"},
		{"where(x, 1, 0)", 6, "must be a comparison"},
		{"where(x + 1, 1, 0)", 6, "must be a comparison"},
		{"where(0 < x < 1, 1, 0)", 6, "a comparison may only be"},
		{"x + 0x10", 4, "0x10 is not a decimal number"},
		{"010", 0, "010 is not a decimal number"},
		{"1_000", 0, "1_000 is not a decimal number"},
		{"2i", 0, "2i is not a decimal number"},
		{`"x"`, 0, "is not a decimal number"},
		{"x + 1e400", 4, "the number 1e400 is too large"},
		{"x + 0.1e-400", 4, "the number 0.1e-400 is too small"},
		{"x[0]", 0, "a formula has numbers, variables"},
		{"x.y", 0, "a formula has numbers, variables"},
		{"func() {}", 0, "a formula has numbers, variables"},
		{"x ** 2", 3, "a formula has numbers, variables"},
		{strings.Repeat("x+", MaxLength/2) + "x", MaxLength, "longer than 2000 bytes"},
	} {
		_, err := Parse(c.src, "x", "y")
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: got %v, want an *Error", c.src, err)
			continue
		}
		if e.Offset != c.offset || !strings.Contains(e.Msg, c.msg) {
			t.Errorf("%q: at %d: %s; want at %d: …%s…", c.src, e.Offset, e.Msg, c.offset, c.msg)
		}
	}
}

func TestParsePrintsBack(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"1/2*x", "1.0 / 2.0 * x"},
		{"x-(y-1)", "x - (y - 1.0)"},
		{"(x-y)-1", "x - y - 1.0"},
		{"x/(y*2)", "x / (y * 2.0)"},
		{"-(x+y)", "-(x + y)"},
		{"-(-x)", "-(-x)"},
		{"- -x", "-(-x)"},
		{"x - -y", "x - -y"},
		{"+x", "x"},
		{"1e-20", "1e-20"},
		{"2.50", "2.5"},
		{"0.0e-400", "0.0"},
		{"x\n+ exp(\ny\n)\n", "x + exp(y)"},
		{"where((x>y),x,-y)", "where(x > y, x, -y)"},
		{"pow(x, y)", "pow(x, y)"},
	} {
		e, err := Parse(c.src, "x", "y")
		if err != nil {
			t.Errorf("%q: %v", c.src, err)
			continue
		}
		if got := e.String(); got != c.want {
			t.Errorf("%q prints as %q, want %q", c.src, got, c.want)
		}
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		if r := recover(); r == nil || !strings.Contains(r.(string), "internal error") {
			t.Fatalf("recovered %v", r)
		}
	}()
	MustParse("x + ", "x")
}

// FuzzParse checks that whatever is accepted prints as what means the same, and that nothing panics.
func FuzzParse(f *testing.F) {
	for _, src := range []string{"x*sigmoid(x)", "where(x > 0, x, y*expm1(x))", "-(-x) - -1", "1/2*pow(x, 3)", "x ^ 2", "exp(", "08", "//line a:1\nx"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		e, err := Parse(src, "x", "y")
		if err != nil {
			if at := err.(*Error).Offset; at < 0 || at > len(src) {
				t.Fatalf("offset %d in %d bytes", at, len(src))
			}
			return
		}
		at := map[string]float64{"x": 0.7, "y": -1.3}
		want := Eval(e, at)
		text := e.String()
		if len(text) <= MaxLength {
			back := MustParse(text, "x", "y")
			if got := Eval(back, at); back.String() != text || math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Fatalf("%q prints as %q and that as %q: %v and %v", src, text, back, want, got)
			}
		}
		Simplify(e)
		Diff(e, "x")
	})
}
