package expr

import (
	"fmt"

	"github.com/nngen/nngen/internal/numbers"
)

// Unfit says which constant of a simplified formula cannot stand in code for numbers of 32 or 64 bits: one that is not
// finite there, or not 0 and yet rounds to 0. What has constant operands only is such a one too, since Simplify computes
// whatever is finite.
func Unfit(e Expr, bits int) error {
	var first error
	walk(e, func(e Expr) {
		if first == nil {
			first = unfit(e, bits)
		}
	})
	return first
}

func unfit(e Expr, bits int) error {
	switch e := e.(type) {
	case Num:
		return unfitNum(e, bits)
	case Var:
		return nil
	}
	if constant(e) {
		return fmt.Errorf("%s is not finite", e)
	}
	return nil
}

func unfitNum(n Num, bits int) error {
	v := float64(n)
	if bits == 32 {
		v = float64(float32(v))
	}
	switch {
	case !numbers.Finite(v):
		return fmt.Errorf("%.6g is not finite in float%d", float64(n), bits)
	case v == 0 && n != 0:
		return fmt.Errorf("%.6g is 0 in float%d", float64(n), bits)
	}
	return nil
}
