package export

import (
	"errors"

	"github.com/nngen/nngen/spec"
)

// able says what of the inputs of a spec cannot be exported to PyTorch, or nil.
func able(s *spec.Spec) error {
	if s.Typed() {
		return errors.New("inputs that are more than normalized numbers (types, missing values, transforms, bins) cannot be exported to PyTorch yet; ONNX files have them")
	}
	return nil
}
