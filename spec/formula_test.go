package spec_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

// TestFormulaWork: the work on all formulas of a spec together is bounded, good ones and bad ones. The error stands at
// the first that passes the bound, and no later one is looked at.
func TestFormulaWork(t *testing.T) {
	for _, c := range []struct{ name, formula string }{
		{"terms", strings.Repeat("tanh(", 12) + "x*%d" + strings.Repeat(")", 12)},
		{"derivatives", strings.Repeat("sin(x)*", 12) + "%d"},
		{"refused", strings.Repeat("x/(", 35) + "x*%d" + strings.Repeat(")", 35)},
	} {
		var src strings.Builder
		src.WriteString("version: 1\nmodel: a\ninputs: 1\nlayers:\n")
		for i := range 900 {
			fmt.Fprintf(&src, "  - {units: 1, activation: {formula: '"+c.formula+"'}}\n", 1000+i)
		}
		src.WriteString("  - {units: 1}\noutput: {task: regression}\n")
		_, list := spec.Parse("a.yaml", []byte(src.String()))
		limits, last := 0, 0
		for _, d := range list {
			if strings.Contains(d.Message, "terms") {
				limits++
			}
			if strings.HasPrefix(d.Message, "the formula") {
				last = d.Line
			}
			if d.Code == "limit" && last > d.Line {
				t.Errorf("%s: %v behind %v", c.name, d, list)
			}
		}
		if limits != 1 || last > 150 {
			t.Errorf("%s: %d errors of the limit, the last formula was looked at in line %d", c.name, limits, last)
		}
	}
}
