package eval

import (
	"math"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/onnx"
)

func cast(c *call) []*Tensor {
	c.Skip("saturate", "round_mode")
	return one(castTo(c.in[0], onnx.Elem(c.Int("to", 0))))
}

// castTo refuses to round to bfloat16: that changes numbers by more than a float32 model may differ.
func castTo(t *Tensor, to onnx.Elem) *Tensor {
	need(to != onnx.BFloat16 || t.Elem == to, "rounding to bfloat16 is not understood")
	return Cast(t, to)
}

// Cast returns the elements as another type. Numbers of floating point keep their value; an integer is cut towards 0.
func Cast(t *Tensor, to onnx.Elem) *Tensor {
	need(to.Known(), "a cast to %v is not understood", to)
	if t.Elem == onnx.String {
		t = parsed(t)
	}
	out := &Tensor{Elem: to, Dims: t.Dims}
	for i := range product(t.Dims) {
		switch {
		case to == onnx.String:
			out.Strings = append(out.Strings, textOf(t, i))
		case to.IsFloat():
			out.Floats = append(out.Floats, at(t, i))
		default:
			out.Ints = append(out.Ints, castInt(t, i, to))
		}
	}
	return out
}

func castInt(t *Tensor, i int, to onnx.Elem) int64 {
	switch {
	case to == onnx.Bool:
		return bit(at(t, i) != 0)
	case !t.Elem.IsFloat():
		return fit(t.Ints[i], to)
	}
	x := math.Trunc(t.Floats[i])
	low, high := to.Bounds()
	need(x >= float64(low) && x <= float64(high), "%g does not fit %v", x, to)
	return int64(x)
}

// parsed reads texts as numbers.
func parsed(t *Tensor) *Tensor {
	out := &Tensor{Elem: onnx.Double, Dims: t.Dims}
	for _, s := range t.Strings {
		x, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		need(err == nil, "the text %q is no number", s)
		out.Floats = append(out.Floats, x)
	}
	return out
}

// textOf is an element as a text. Integers are plain; how floating point is written differs between runtimes.
func textOf(t *Tensor, i int) string {
	if t.Elem.IsFloat() {
		bits := 32
		if t.Elem == onnx.Double {
			bits = 64
		}
		return strconv.FormatFloat(t.Floats[i], 'g', -1, bits)
	}
	return strconv.FormatInt(t.Ints[i], 10)
}
