package nn

import (
	"errors"
	"math"
	"slices"
	"strconv"
)

// Domain says which numbers a tensor of a weights file may hold. The zero value is all finite ones, and the others are
// some of them.
type Domain uint8

// The domains of tensors.
const (
	NonNegative Domain = iota + 1 // what is a mean or sum of squares, whose root an optimizer takes
	Scale                         // what numbers are divided by: neither 0 nor denormal
	Probability                   // from 0 to 1
)

// Within gives all of ts the domain d and returns them.
func Within[T Float](d Domain, ts []Tensor[T]) []Tensor[T] {
	for i := range ts {
		ts[i].Domain = d
	}
	return ts
}

// check returns an error if x, at the index given of the tensor, is outside the domain. Below tiny numbers are denormal.
func (d Domain) check(name string, index int, x, tiny float64) error {
	what := ""
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		what = "a number that is not finite"
	case d == NonNegative && x < 0:
		what = "a negative number, but it is made of squares"
	case d == Scale && math.Abs(x) < tiny:
		what = "a scale that is 0 or almost"
	case d == Probability && (x < 0 || x > 1):
		what = "what is no probability"
	default:
		return nil
	}
	return errors.New(name + " holds " + what + ", at index " + strconv.Itoa(index))
}

// checkDomain returns an error about the first of xs that is outside the domain of t; they begin at index from of it.
func checkDomain[T Float](t *Tensor[T], from int, xs []T) error {
	if t.Domain == 0 && finite(xs) {
		return nil
	}
	tiny := 0x1p-1022
	if dtypeOf[T]() == "F32" {
		tiny = 0x1p-126
	}
	for i, x := range xs {
		if err := t.Domain.check(t.Name, from+i, float64(x), tiny); err != nil {
			return err
		}
	}
	return nil
}

// below is the one of ts whose numbers are no larger than those of t, or nil.
func (t *Tensor[T]) below(ts []Tensor[T]) *Tensor[T] {
	if t.Above == "" {
		return nil
	}
	return &ts[slices.IndexFunc(ts, func(other Tensor[T]) bool { return other.Name == t.Above })]
}

// checkOrder returns an error about the first number that is smaller than the one that it should be above.
func checkOrder[T Float](ts []Tensor[T]) error {
	for i := range ts {
		low := ts[i].below(ts)
		if low == nil {
			continue
		}
		for k, x := range ts[i].Data {
			if x < low.Data[k] {
				return errors.New(ts[i].Name + " holds less than " + low.Name + ", at index " + strconv.Itoa(k))
			}
		}
	}
	return nil
}
