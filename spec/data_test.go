package spec_test

import (
	"slices"
	"testing"
)

// TestDataIsWritten: what the spec says of how a file is written, and of the weights of its rows.
func TestDataIsWritten(t *testing.T) {
	const head = "version: 1\nmodel: m\ninputs: [a, b]\nlayers: [{units: 3}]\noutput: {task: multiclass, labels: [x, y, z]}\n"
	s := parse(t, head+"train: {class_weights: {z: 2.5, x: 0.5}}\ndata: {separator: semicolon, decimal: ',', missing: ['', NA, -999], weight: w}\n")
	d := s.Data
	if d.Separator != ";" || d.Decimal != "," || !slices.Equal(d.Missing, []string{"", "NA", "-999"}) || d.Weight != "w" {
		t.Errorf("%+v", d)
	}
	if w := s.Train.ClassWeights; w.Balanced || !slices.Equal(w.ByClass, []float64{0.5, 1, 2.5}) {
		t.Errorf("%+v", w)
	}
	s = parse(t, head+"train: {class_weights: balanced}\ndata: {separator: \"\\t\"}\n")
	if !s.Train.ClassWeights.Balanced || s.Data.Separator != "\t" || s.Data.Missing != nil {
		t.Errorf("%+v %+v", s.Train.ClassWeights, s.Data)
	}
	s = parse(t, "version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 1}]\noutput: {task: binary}\ntrain: {class_weights: {'1': 3}}\n")
	if !slices.Equal(s.Train.ClassWeights.ByClass, []float64{1, 3}) {
		t.Errorf("%+v", s.Train.ClassWeights)
	}
}
