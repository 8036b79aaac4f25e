package spec_test

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

const printed = `version: 1
model: m
inputs: [a, {name: b, column: B}, c]
normalize: standard
layers:
  - {units: 8, activation: {name: leaky_relu, alpha: 0.1}}
  - {units: 2}
output: {task: multilabel, labels: [x, {name: y, value: Y}]}
`

func fingerprint(t *testing.T, src string) string {
	t.Helper()
	s, list := spec.Parse("m.yaml", []byte(src))
	if s == nil {
		t.Fatalf("%v\n%s", list, src)
	}
	return s.Fingerprint()
}

// TestFingerprintChanges: weights of one of these fit none of the others.
func TestFingerprintChanges(t *testing.T) {
	seen := map[string]string{fingerprint(t, printed): "as it was"}
	for _, c := range []struct{ old, new string }{
		{"[a, {name: b, column: B}, c]", "3"},
		{"[a, {name: b, column: B}, c]", "[a, {name: b, column: B}, c, d]"},
		{"[a, {name: b, column: B}, c]", "[c, {name: b, column: B}, a]"},
		{"[a, {name: b, column: B}, c]", "[a, {name: b, column: BB}, c]"},
		{"[a, {name: b, column: B}, c]", "[a, {name: bb, column: B}, c]"},
		{"output", "train: {ensemble: 2}\noutput"},
		{"output", "train: {ensemble: 3}\noutput"},
		{"standard", "minmax"},
		{"standard", "none"},
		{"units: 8", "units: 9"},
		{"{name: leaky_relu, alpha: 0.1}", "{name: leaky_relu, alpha: 0.2}"},
		{"{name: leaky_relu, alpha: 0.1}", "{name: leaky_relu, alpha: 0.10000000000000002}"},
		{"{name: leaky_relu, alpha: 0.1}", "leaky_relu"},
		{"{name: leaky_relu, alpha: 0.1}", "relu"},
		{"  - {units: 2}\n", "  - {units: 8, activation: {name: leaky_relu, alpha: 0.1}}\n  - {units: 2}\n"},
		{"[x, {name: y, value: Y}]", "[x, {name: y, value: YY}]"},
		{"[x, {name: y, value: Y}]", "[{name: y, value: Y}, x]"},
		{"[x, {name: y, value: Y}]", "[x, {name: yy, value: Y}]"},
		{", labels: [x, {name: y, value: Y}]", ""},
		{"multilabel, labels: [x, {name: y, value: Y}]", "multiclass"},
		{"multilabel, labels: [x, {name: y, value: Y}]", "regression"},
		{"multilabel, labels: [x, {name: y, value: Y}]", "regression, normalize: standard"},
		{"multilabel, labels: [x, {name: y, value: Y}]", "regression, normalize: minmax"},
		{"multilabel, labels: [x, {name: y, value: Y}]", "regression, names: [x, y]"},
		{"multilabel, labels: [x, {name: y, value: Y}]", "regression, transform: log1p"},
		{"multilabel, labels: [x, {name: y, value: Y}]", "regression, clip: range"},
		{"multilabel, labels: [x, {name: y, value: Y}]", "regression, transform: log1p, clip: range"},
	} {
		changed := strings.Replace(printed, c.old, c.new, 1)
		print := fingerprint(t, changed)
		if before, ok := seen[print]; ok {
			t.Errorf("%s → %s: the fingerprint is that of %q", c.old, c.new, before)
		}
		seen[print] = c.old + " → " + c.new
	}
}

// TestFingerprintStays: weights go on fitting.
func TestFingerprintStays(t *testing.T) {
	want := fingerprint(t, printed)
	for _, c := range []struct{ old, new string }{
		{"version", "# a comment\nversion"},
		{"model: m", "model: other\npackage: another\ndescription: Says something."},
		{"[a,", "[{name: a, unit: cm, description: long},"},
		{"[a,", "['a',"},
		{"alpha: 0.1", "alpha: 1e-1"},
		{"units: 8,", "units: 8, kind: dense, init: he_normal, W: [8, 3], b: [8, 1], inputs: 3,"},
		{"{units: 2}", "{units: 2, activation: sigmoid}"},
		{"output", "train: {epochs: 3, batch: 1, seed: 9, optimizer: {name: sgd, learning_rate: 1}, loss: binary_cross_entropy}\noutput"},
		{"output", "data: {file: a.csv, target: [x, y], split: {test: 0.5}}\nweights: w.safetensors\noutput"},
		{"output", "precision: float64\noutput"},
		{"output", "train: {ensemble: 1}\noutput"},
		{"{task: multilabel,", "{task: multilabel, threshold: 0.3,"},
		{"output: {task: multilabel,", "data: {split: {validation: 0.1}}\noutput: {task: multilabel, threshold: f1,"},
	} {
		changed := strings.Replace(printed, c.old, c.new, 1)
		if got := fingerprint(t, changed); changed == printed || got != want {
			t.Errorf("%s → %s: the fingerprint is %s, want %s", c.old, c.new, got, want)
		}
	}
}
