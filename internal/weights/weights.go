// Package weights holds weights files against specs, before a package is built around them.
package weights

import (
	"io"

	"github.com/nngen/nngen/internal/ir"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

// Check reports whether a weights file fits the spec, and reads it to its end.
func Check(s *spec.Spec, r io.Reader) error {
	if s.Precision == spec.Float64 {
		return check[float64](s, r)
	}
	return check[float32](s, r)
}

func check[T nn.Float](s *spec.Spec, r io.Reader) error {
	var ts []nn.Tensor[T]
	for _, t := range append(s.Tensors(), s.NormTensors()...) {
		var domain nn.Domain
		switch {
		case t.Scale:
			domain = nn.Scale
		case t.Threshold:
			domain = nn.Probability
		}
		ts = append(ts, nn.Tensor[T]{Name: t.Name, Shape: t.Dims, Domain: domain, Above: t.Above, Optional: t.Threshold})
	}
	if err := nn.CheckTensors(r, s.Fingerprint(), ts); err != nil {
		return err
	}
	return nn.EndOf(r)
}

// Read returns the tensors of a weights file that fits the spec, by name.
func Read(s *spec.Spec, r io.Reader) (map[string][]float64, error) {
	var ts []nn.Tensor[float64]
	byName := map[string][]float64{}
	for _, t := range append(s.Tensors(), s.NormTensors()...) {
		n := 1
		for _, d := range t.Dims {
			n *= d
		}
		byName[t.Name] = make([]float64, n)
		if t.Threshold {
			for i := range byName[t.Name] {
				byName[t.Name][i] = 0.5
			}
		}
		ts = append(ts, nn.Tensor[float64]{Name: t.Name, Shape: t.Dims, Data: byName[t.Name], Optional: t.Threshold})
	}
	return byName, nn.ReadTensors(r, s.Fingerprint(), ts)
}

// Write writes a weights file of the spec from its tensors, by name.
func Write(w io.Writer, s *spec.Spec, tensors map[string][]float64) error {
	if s.Precision == spec.Float64 {
		return write[float64](w, s, tensors)
	}
	return write[float32](w, s, tensors)
}

func write[T nn.Float](w io.Writer, s *spec.Spec, tensors map[string][]float64) error {
	var ts []nn.Tensor[T]
	for _, t := range append(s.Tensors(), s.NormTensors()...) {
		data := make([]T, len(tensors[t.Name]))
		for i, x := range tensors[t.Name] {
			data[i] = T(x)
		}
		ts = append(ts, nn.Tensor[T]{Name: t.Name, Shape: t.Dims, Data: data})
	}
	return nn.WriteTensors(w, s.Fingerprint(), ts)
}

// Round rounds a parameter as a model does that keeps it in that storage; only matrices, (n1, n0), are kept in fewer bits.
func Round(values []float64, storage ir.Storage, dims []int) {
	if storage == ir.Full {
		return
	}
	flat := make([]float32, len(values))
	for i, v := range values {
		flat[i] = float32(v)
	}
	switch n1, n0 := dims[0], dims[1]; storage {
	case ir.BFloat16:
		packed := make([]nn.BFloat16, (n0+n0%2)*n1)
		nn.BF16Pack(packed, flat, n1, n0, n1)
		nn.BF16Unpack(flat, packed, n1, n0, n1)
	case ir.Int8:
		packed := make([]nn.Int8, 4*n1*((n0+3)/4+1))
		nn.Int8Pack(packed, flat, n1, n0, n1)
		nn.Int8Unpack(flat, packed, n1, n0, n1)
	}
	for i, v := range flat {
		values[i] = float64(v)
	}
}

// MaxSize is the most bytes that a weights file of the spec can have.
func MaxSize(s *spec.Spec) int64 {
	size := int64(1 << 20)
	for _, t := range append(s.Tensors(), s.NormTensors()...) {
		numbers := int64(1)
		for _, d := range t.Dims {
			numbers *= int64(d)
		}
		size += 8*numbers + 1<<10
	}
	return size + 8
}
