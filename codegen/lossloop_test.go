package codegen

import (
	"testing"

	"github.com/nngen/nngen/internal/expr"
)

// TestScaled: the scale comes before a constant factor, since 2*(y - t) overflows from |y - t| = 1.7e38 on, where the mean of
// two outputs does not.
func TestScaled(t *testing.T) {
	for src, want := range map[string]string{
		"2*(y - t)":      "s * 2.0 * (y - t)",
		"y - t":          "s * (y - t)",
		"y*t":            "s * (y * t)",
		"sigmoid(y) - t": "s * (sigmoid(y) - t)",
	} {
		f, err := expr.Parse(src, "y", "t")
		if err != nil {
			t.Fatal(err)
		}
		if got := scaled(expr.Var("s"), f).String(); got != want {
			t.Errorf("%s is scaled as %s, want %s", src, got, want)
		}
	}
}
