// Package weights holds weights files against specs, before a package is built around them.
package weights

import (
	"bytes"

	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

// Check reports whether the content of a weights file fits the spec.
func Check(s *spec.Spec, content []byte) error {
	var ts []nn.Tensor[float64]
	for _, t := range append(s.Tensors(), s.NormTensors()...) {
		n := 1
		for _, d := range t.Dims {
			n *= d
		}
		ts = append(ts, nn.Tensor[float64]{Name: t.Name, Shape: t.Dims, Data: make([]float64, n)})
	}
	return nn.ReadTensors(bytes.NewReader(content), s.Fingerprint(), ts)
}
