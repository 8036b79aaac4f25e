package train

import (
	"errors"
	"fmt"

	"github.com/nngen/nngen/internal/numbers"
)

// normalize fits x' = (x - offset)/scale to each column of the rows, the
// training part, and sets offsets and scales in the model.
func (s *session[E, In, T, Out]) normalize(rows []int) error {
	if err := s.normalizeInputs(rows); err != nil {
		return err
	}
	return s.normalizeOutputs(rows)
}

func (s *session[E, In, T, Out]) normalizeInputs(rows []int) error {
	if !normalizes(s.job.NormalizeInputs) {
		return nil
	}
	model, ok := s.model.(inputNormer[In])
	if !ok {
		return errors.New("the job normalizes inputs, but the model has no SetInputNorm")
	}
	var offset, scale In
	err := s.fitInputs(s.job.NormalizeInputs, rows, s.net.Input(&offset), s.net.Input(&scale))
	if err != nil {
		return err
	}
	model.SetInputNorm(&offset, &scale)
	return nil
}

func (s *session[E, In, T, Out]) normalizeOutputs(rows []int) error {
	if !normalizes(s.job.NormalizeOutputs) {
		return nil
	}
	model, ok := s.model.(outputNormer[Out])
	if !ok {
		return errors.New("the job normalizes outputs, but the model has no SetOutputNorm")
	}
	var offset, scale Out
	at := func(row, column int) E { return s.data.target(row)[column] }
	err := s.fitColumns(s.job.NormalizeOutputs, rows, s.data.columns.targets, s.net.Output(&offset), s.net.Output(&scale), at)
	if err != nil {
		return err
	}
	model.SetOutputNorm(&offset, &scale)
	return nil
}

func (s *session[E, In, T, Out]) fitInputs(kind string, rows []int, offset, scale []E) error {
	at := func(row, column int) E { return s.net.Input(s.data.x(row))[column] }
	return s.fitColumns(kind, rows, s.data.columns.inputs, offset, scale, at)
}

// fitColumns fits offset and scale of each column; fields are the places of
// the columns in the file.
func (s *session[E, In, T, Out]) fitColumns(kind string, rows, fields []int, offset, scale []E, at func(row, column int) E) error {
	for c, field := range fields {
		o, d := fitColumn(kind, len(rows), func(i int) float64 { return float64(at(rows[i], c)) })
		offset[c], scale[c] = E(o), E(d)
		if !numbers.Finite(float64(offset[c])) || !numbers.Finite(float64(scale[c])) {
			return fmt.Errorf("%s:1:1: the values in column %s lie too far apart to be normalized in float%d",
				s.job.dataName(), quote(s.data.header[field]), bitSize[E]())
		}
		// A spread too small for E is that of a constant column.
		if scale[c] == 0 {
			scale[c] = 1
		}
	}
	return nil
}

func normalizes(kind string) bool { return kind != None && kind != "" }
