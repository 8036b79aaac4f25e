package codegen_test

import (
	"strings"
	"testing"
)

// TestFew: where a processor decides how many examples go one by one, the package asks for it.
func TestFew(t *testing.T) {
	const head = "version: 1\nmodel: a\ninputs: 13\noutput: {task: regression}\n"
	for layers, want := range map[string]string{
		"layers: [{units: 64}, {units: 64}, {units: 1}]\n":   "if len(xs) <= nn.Few(2, 19, 32) {",
		"layers: [{units: 128}, {units: 128}, {units: 1}]\n": "if len(xs) == 1 {",
	} {
		if text := source(generate(t, head+layers)); !strings.Contains(text, want) {
			t.Errorf("%s: the package has no %q", layers, want)
		}
	}
}
