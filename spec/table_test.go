package spec_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

func table(t *testing.T, inputs string) *spec.Spec {
	t.Helper()
	s, problems := spec.Parse("table.yaml", fmt.Appendf(nil, "{version: 1, model: a, inputs: [%s], layers: [{units: 1}], output: {task: regression, names: [size]}}", inputs))
	if s == nil {
		t.Fatalf("%s: %v", inputs, problems)
	}
	return s
}

// TestWidths holds the entries of the raw row, and those of what layer 1 sees.
func TestWidths(t *testing.T) {
	for inputs, want := range map[string][2]int{
		"a, b":                       {2, 2},
		"{name: a, missing: median}": {1, 1},
		"{name: a, missing: own}":    {1, 2},
		"{name: a, missing: own, encode: {name: piecewise, bins: 5}}":               {1, 7},
		"{name: a, type: category, values: [x, y, z]}":                              {1, 3},
		"{name: a, type: category, values: [x, y, z], missing: own, unknown: own}":  {1, 5},
		"{name: a, type: category, values: [x, y, z], missing: x, unknown: zeros}":  {1, 3},
		"{name: a, type: category, values: [x, y], missing: own, embedding: 7}":     {1, 7},
		"{name: a, type: bool, missing: own}":                                       {1, 2},
		"{name: a, type: ordinal, values: [x, y], unknown: zeros}":                  {1, 1},
		`{name: a, type: date, format: "2006-01-02"}`:                               {3, 5},
		`{name: a, type: date, format: "2006-01-02", parts: [year], missing: own}`:  {1, 2},
		`{name: a, type: date, format: "2006-01-02 15", parts: [day, month, hour]}`: {3, 6},
	} {
		if s := table(t, inputs); s.NumInputs != want[0] || s.NumEncoded() != want[1] {
			t.Errorf("%s: %d raw entries and %d encoded ones, want %v", inputs, s.NumInputs, s.NumEncoded(), want)
		}
	}
}

// TestTypesInFingerprint: weights of other values, or other ways to treat what is missing, are those of another network;
// words for numbers that are plain are not.
func TestTypesInFingerprint(t *testing.T) {
	seen := map[string]string{}
	for _, inputs := range []string{"a", "{name: a, missing: mean}", "{name: a, missing: 0}", "{name: a, missing: 1}", "{name: a, normalize: robust}",
		"{name: a, transform: log1p}", "{name: a, encode: {name: piecewise, bins: 2}}", "{name: a, type: bool}", "{name: a, type: category, values: [x, y]}",
		"{name: a, type: category, values: [y, x]}", "{name: a, type: category, values: [x, y], unknown: zeros}", "{name: a, type: ordinal, values: [x, y]}"} {
		f := table(t, inputs).Fingerprint()
		if other := seen[f]; other != "" {
			t.Errorf("%s has the fingerprint of %s", inputs, other)
		}
		seen[f] = inputs
	}
	if table(t, "a").Fingerprint() != table(t, "{name: a, type: number, missing: error, normalize: none, transform: none}").Fingerprint() {
		t.Error("words that change nothing change the fingerprint")
	}
}

// TestNamespaces: an output may be called as an input is.
func TestNamespaces(t *testing.T) {
	if s := table(t, "size, weight"); s.Output.Names[0].Go != "OutputSize" || s.Inputs[0].Go != "Size" {
		t.Errorf("the output is %s", s.Output.Names[0].Go)
	}
	if s := table(t, "weight"); s.Output.Names[0].Go != "Size" {
		t.Errorf("the output is %s", s.Output.Names[0].Go)
	}
}

// TestValuesFile: a value on each line, once; names that Go cannot have are numbered.
func TestValuesFile(t *testing.T) {
	dir := t.TempDir()
	parse := func(path, content string) (*spec.Spec, string) {
		if err := os.WriteFile(filepath.Join(dir, "values.txt"), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		s, problems := spec.Parse(filepath.Join(dir, "a.yaml"), fmt.Appendf(nil, "{version: 1, model: a, inputs: [{name: a, type: category, values: {file: %q}}], layers: [{units: 1}], output: {task: binary}}", path))
		return s, fmt.Sprint(problems)
	}
	const at = "a.yaml:1:74: error: " // where the path stands
	s, problems := parse("values.txt", "\ufeff x y \r\n+\r\nx-y\r\n")
	if s == nil {
		t.Fatal(problems)
	}
	if got := fmt.Sprint(s.Inputs[0].Encoding.Values, " ", s.Inputs[0].Values[0].Go, " ", s.Inputs[0].Values[1].Go, " ", s.Inputs[0].Values[2].Go); got != "[x y + x-y] AXY AValue2 AValue3" {
		t.Error(got)
	}
	for content, want := range map[string]string{
		"": "it is empty", "x\n\ny\n": "line 2 is empty", "x\r\n \r\ny\r\n": "line 2 is empty", "x\ny\nx": "line 3 is the same as line 1",
		"x\r\ny\r\n y": "line 3 is the same as line 2", "1\n2\n1.0": "line 3 is the same number as line 1", "x\n\xff\ny\n": "line 2 is not UTF-8 text",
		strings.Repeat("x\n", 3): "line 2 is the same as line 1",
	} {
		want = at + `the values of "a" cannot be read from values.txt: ` + want
		if s, problems := parse("values.txt", content); s != nil || !strings.Contains(problems, want) {
			t.Errorf("%q: %s, want %s", content, problems, want)
		}
	}
	for path, want := range map[string]string{"none.txt": "", ".": "it is no file", filepath.ToSlash(filepath.Join(dir, "none.txt")): ""} {
		want = at + fmt.Sprintf(`the values of "a" cannot be read from %s: %s`, path, want)
		if s, problems := parse(path, "x\n"); s != nil || !strings.Contains(problems, want) {
			t.Errorf("%s: %s, want %s", path, problems, want)
		}
	}
	if s, problems := parse(filepath.ToSlash(filepath.Join(dir, "values.txt")), "x\ny\n"); s == nil || len(s.Inputs[0].Values) != 2 {
		t.Errorf("an absolute path: %s", problems)
	}
}
