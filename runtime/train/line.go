package train

import "github.com/nngen/nngen/internal/numbers"

// line finds intercept and slopes of a linear unit by asking the model: its
// output at one point, and at that point moved along each input. The points
// lie where the training data lie, so that float32 keeps the differences. Where
// they overflow all the same there is no line: nil.
func (s *session[E, In, T, Out]) line(rows []int) *Line {
	var center, spread In
	offset, scale := s.net.Input(&center), s.net.Input(&spread)
	if err := s.fitInputs(Standard, rows, offset, scale); err != nil {
		return nil
	}
	base := s.at(center)
	line := &Line{Intercept: base, Slopes: make([]float64, len(offset))}
	for i := range offset {
		point := center
		moved := s.net.Input(&point)
		moved[i] += scale[i]
		slope := (s.at(point) - base) / float64(moved[i]-offset[i])
		line.Slopes[i] = slope
		line.Intercept -= slope * float64(offset[i])
	}
	if !numbers.Finite(line.Intercept) {
		return nil
	}
	return line
}

// at is the first output for x.
func (s *session[E, In, T, Out]) at(x In) float64 {
	var y [1]Out
	s.model.ForwardBatch(y[:], []In{x})
	return float64(s.net.Output(&y[0])[0])
}
