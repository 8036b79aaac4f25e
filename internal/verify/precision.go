package verify

import (
	"math"

	"github.com/nngen/nngen/spec"
)

// precision is what may be asked of an element type.
type precision struct {
	round  func(float64) float64
	result float64 // bound of outputs, loss and gradient
	update float64 // bound of one optimizer step
	// zero is where relative errors end: a tensor with no larger entry is as good as 0, since the products it is made of
	// underflow.
	zero float64
	// shake is a relative change of the parameters no larger than what rounding does to the sums they stand in.
	shake float64
}

var precisions = map[spec.Precision]precision{
	spec.Float32: {func(v float64) float64 { return float64(float32(v)) }, 1e-4, 1e-5, 0x1p-100, 0x1p-22},
	spec.Float64: {func(v float64) float64 { return v }, 1e-9, 1e-12, 0x1p-900, 0x1p-51},
}

// inFewerBits are for models that keep their weights so. They compute in float32; what a trainer updates in full, one sees rounded,
// before the step and after it: to bfloat16, or to half a step of int8, which is the largest weight of a unit divided by 127.
var inFewerBits = map[spec.Storage]precision{
	spec.BFloat16: {func(v float64) float64 { return float64(float32(v)) }, 1e-4, 0x1p-7, 0x1p-100, 0x1p-22},
	spec.Int8:     {func(v float64) float64 { return float64(float32(v)) }, 1e-4, 1.0 / 120, 0x1p-100, 0x1p-22},
}

func precisionOf(s *spec.Spec) precision {
	if p, ok := inFewerBits[s.Storage]; ok {
		return p
	}
	return precisions[s.Precision]
}

// deviation is how far a tensor is from what it should be, and the entry where it is farthest.
type deviation struct {
	error     float64 // max|got − want| / max|want|, or max|got − want| where all of want is 0
	index     int
	got, want float64
}

// within is false for NaN, too.
func (d deviation) within(bound float64) bool { return d.error <= bound }

// deviate measures the deviation of a tensor. NaN and Inf on either side make the error NaN or Inf.
func (p precision) deviate(got, want []float64) deviation {
	var d deviation
	for i := range want {
		if e := math.Abs(got[i] - want[i]); i == 0 || e > d.error || e != e {
			d = deviation{e, i, got[i], want[i]}
		}
		if d.error != d.error {
			return d
		}
	}
	if size := largest(want); size > 0 {
		d.error /= max(size, p.zero)
	}
	return d
}

// largest returns the largest |v|, NaN if there is one.
func largest(list []float64) float64 {
	most := 0.0
	for _, v := range list {
		most = max(most, math.Abs(v))
	}
	return most
}
