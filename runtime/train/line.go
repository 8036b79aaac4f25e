package train

import (
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// line finds intercept and slopes of a linear unit by asking the model: its
// output at one point, and at that point moved along each input. The points
// lie where the training data lie, so that float32 keeps the differences. Where
// they overflow all the same there is no line: nil.
func (s *session[E]) line(rows []int) *Line {
	offset, scale := make([]E, s.net.inputs), make([]E, s.net.inputs)
	if err := s.fitInputs(Standard, rows, offset, scale); err != nil {
		return nil
	}
	base := s.at(offset)
	line := &Line{Intercept: base, Slopes: make([]float64, len(offset))}
	for i := range offset {
		moved := slices.Clone(offset)
		moved[i] += scale[i]
		slope := (s.at(moved) - base) / float64(moved[i]-offset[i])
		line.Slopes[i] = slope
		line.Intercept -= slope * float64(offset[i])
	}
	if !numbers.Finite(line.Intercept) {
		return nil
	}
	return line
}

// at is the first output for x.
func (s *session[E]) at(x []E) float64 {
	b := s.empty()
	b.add(x)
	s.model.forward(b)
	return float64(b.output(0)[0])
}
