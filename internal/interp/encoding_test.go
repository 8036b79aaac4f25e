package interp

import (
	"math"
	"testing"

	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/spec"
)

// encoded is a network that answers its encoded row: one linear layer with the identity.
const encoded = `
version: 1
model: encoded
normalize: standard
inputs:
  - age
  - {name: fare, missing: own, transform: log1p, normalize: robust, encode: {name: piecewise, bins: 2}}
  - {name: sex, type: category, values: [female, male], missing: own, unknown: own}
  - {name: port, type: category, values: [C, S], missing: S, unknown: zeros}
  - {name: zip, type: category, values: [A, B], missing: own, unknown: own, embedding: 1}
  - {name: smoker, type: bool, missing: own}
  - {name: grade, type: ordinal, values: [low, middle, high], unknown: middle, missing: high}
  - {name: since, type: date, format: "2006-01-02", missing: own}
layers: [{units: 21, activation: linear}]
output: {task: regression}
`

// TestEncoding holds the encoded row against numbers worked out by hand: values first, then what is missing and what is
// unknown, each input's own entry for a gap behind the others.
func TestEncoding(t *testing.T) {
	s, problems := spec.Parse("encoded.yaml", []byte(encoded))
	if s == nil {
		t.Fatal(problems)
	}
	n := s.NumEncoded()
	if n != 21 || s.NumInputs != 10 || s.NumParams() != 4+n*n+n {
		t.Fatalf("%d encoded entries, %d raw ones, %d parameters", n, s.NumInputs, s.NumParams())
	}
	m := New(plan.Lower(s))
	params := []float64{10, 20, 30, 40} // the embedding: A, B, missing, unknown
	for i := range n * n {
		params = append(params, map[bool]float64{true: 1}[i%(n+1) == 0])
	}
	m.SetParams(append(params, make([]float64, n)...))
	m.SetConstant("inputFill", []float64{math.NaN(), 3, 3, 1, 3, 0.25, 2, 0, math.NaN(), math.NaN()})
	m.SetConstant("inputOffset", []float64{30, math.Log(4), 0, 0, 0, 0, 0, 0, 0, 0})
	m.SetConstant("inputScale", []float64{10, 1, 1, 1, 1, 1, 1, 1, 1, 1})
	m.SetConstant("inputEdges2", []float64{0, 2, 10})
	nan := math.NaN()
	for what, c := range map[string]struct{ x, want []float64 }{
		"values": {[]float64{40, 1, 1, 0, 1, 1, 1, 2024, 4, 3},
			[]float64{1, squash(math.Log(2) - math.Log(4)), 0.5, 0, 0, 0, 1, 0, 0, 1, 0, 20, 1, 0, 0.5, 2024, 1, 0, math.Sin(6 * math.Pi / 7), math.Cos(6 * math.Pi / 7), 0}},
		"gaps": {[]float64{20, nan, nan, nan, nan, nan, nan, nan, nan, nan},
			[]float64{-1, 0, 1, 0.125, 1, 0, 0, 1, 0, 0, 1, 30, 0.25, 1, 1, 0, 0, 0, 0, 0, 1}},
		"unknown": {[]float64{30, 4*math.E*math.E*math.E*math.E - 1, 2, 2, 2, 0, 3, 2000, 1, 0},
			[]float64{0, squash(4), 1, (4*math.E*math.E*math.E*math.E - 3) / 8, 0, 0, 0, 0, 1, 0, 0, 40, 0, 0, 0.5, 2000, 0, 1, 0, 1, 0}},
	} {
		got := m.Forward([][]float64{c.x})[0]
		for i, want := range c.want {
			if math.Abs(got[i]-want) > 1e-12 {
				t.Errorf("%s: entry %d is %v, want %v", what, i, got[i], want)
			}
		}
	}
}

// squash is what robust normalization ends with.
func squash(z float64) float64 { return z / math.Sqrt(1+z*z/9) }
