package interp

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// SetTensors sets parameters, what is fitted to data, and running statistics to what a weights file says of them, by the names of its
// tensors.
func (m *Machine) SetTensors(tensors map[string][]float64) {
	for _, role := range []ir.Role{ir.Param, ir.Constant, ir.Running} {
		for _, b := range m.prog.WithRole(role) {
			if b.Saved != nil {
				m.scatter([]*ir.Buffer{b}, saved(b, tensors))
			}
		}
	}
}

// saved is what a weights file says of a buffer, and of entries that stand in no file what a new model has.
func saved(b *ir.Buffer, tensors map[string][]float64) []float64 {
	if b.Role == ir.Param || b.Saved.Fill.Values == nil || b.Saved.Threshold {
		return tensors[b.Saved.Tensor]
	}
	list := slices.Clone(b.Saved.Fill.Values)
	for _, p := range b.Saved.Parts {
		copy(list[p.From:], tensors[p.Tensor])
	}
	return list
}
