package nn

import (
	"errors"
	"math"
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
