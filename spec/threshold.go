package spec

import "github.com/nngen/nngen/internal/op"

// Threshold is the probability from which on the answer of a binary task, or about a label, is yes.
type Threshold struct {
	Value float64 // where it is not found
	Find  string  // FindF1 or FindBalanced: training finds it on the validation part; else empty
	at    *node
}

// The words of the key threshold.
const (
	FindF1       = "f1"
	FindBalanced = "balanced"
)

// threshold reads a number, or how it is found.
func (d *decoder) threshold(out *Output, n *node) {
	if n == nil {
		return
	}
	if n.kind == scalarNode && !n.quoted && realText.MatchString(n.text) {
		if v, ok := d.real(n, "threshold", op.Share); ok {
			out.Threshold.Value = v
		}
		return
	}
	out.Threshold.Find, out.Threshold.at = d.choice(n, "threshold", "", FindF1, FindBalanced), n
}

// findsThreshold holds thresholds that are found against the validation part, on which they are.
func (d *decoder) findsThreshold() {
	for _, out := range d.spec.Outputs() {
		if out.Threshold.Find != "" && d.spec.Data.Validation == 0 {
			d.errorf(out.Threshold.at, "no-validation", "the threshold is found on the validation part, but there is none").Hint =
				"write split: {validation: 0.1} under data, or give the threshold as a number."
		}
	}
}
