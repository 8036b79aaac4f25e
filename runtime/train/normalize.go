package train

import (
	"errors"
	"math"
	"slices"
)

// normalize fits x' = (x - offset)/scale to each column of the rows, the
// training part, and sets offsets and scales in the model, and the range of the
// targets.
func (s *session[E]) normalize(rows []int) error {
	if err := s.normalizeInputs(rows); err != nil {
		return err
	}
	if err := s.clipOutputs(rows); err != nil {
		return err
	}
	return s.normalizeOutputs(rows)
}

// clipOutputs sets what outputs are kept within, in raw units.
func (s *session[E]) clipOutputs(rows []int) error {
	views := s.job.views()
	if !slices.ContainsFunc(views, func(v view) bool { return v.ClipOutputs }) {
		return nil
	}
	if s.net.SetOutputRange == nil {
		return errors.New("the job clips outputs, but the model has no SetOutputRange")
	}
	n := s.net.outputs
	low, high := make([]E, n), make([]E, n)
	columns := spreads(rows, s.data.width, s.data.target)
	for _, v := range views {
		for i := range v.outputs {
			if v.ClipOutputs {
				low[v.from+i], high[v.from+i] = E(columns[v.at+i].low), E(columns[v.at+i].high)
			}
		}
	}
	s.net.SetOutputRange(s.model, low, high)
	return nil
}

func (s *session[E]) normalizeInputs(rows []int) error {
	if s.job.Table != nil {
		return s.fitTable(rows)
	}
	if s.job.Ports != nil {
		return s.normalizePorts(rows)
	}
	if !normalizes(s.job.NormalizeInputs) {
		return nil
	}
	if s.net.SetInputNorm == nil {
		return errors.New("the job normalizes inputs, but the model has no SetInputNorm")
	}
	n := s.net.inputs
	offset, scale := make([]E, n), make([]E, n)
	if err := s.fitInputs(s.job.NormalizeInputs, rows, offset, scale); err != nil {
		return err
	}
	s.net.SetInputNorm(s.model, offset, scale)
	return nil
}

func (s *session[E]) normalizePorts(rows []int) error {
	offset, scale, err := s.fitPorts(rows)
	if err != nil || len(offset) == 0 {
		return err
	}
	if s.net.SetInputNorm == nil {
		return errors.New("the job normalizes inputs, but the model has no SetInputNorm")
	}
	s.net.SetInputNorm(s.model, offset, scale)
	return nil
}

func (s *session[E]) normalizeOutputs(rows []int) error {
	views := s.job.views()
	if !slices.ContainsFunc(views, func(v view) bool { return normalizes(v.NormalizeOutputs) }) {
		return nil
	}
	if s.net.SetOutputNorm == nil {
		return errors.New("the job normalizes outputs, but the model has no SetOutputNorm")
	}
	n := s.net.outputs
	offset, scale := make([]E, n), slices.Repeat([]E{1}, n)
	columns := s.learnedSpreads(rows)
	for _, v := range views {
		if !normalizes(v.NormalizeOutputs) {
			continue
		}
		err := s.fitColumns(v.NormalizeOutputs, columns[v.at:][:v.targets], s.data.columns.targets[v.at:][:v.targets], outputOf(v, offset), outputOf(v, scale))
		if err != nil {
			return err
		}
	}
	s.net.SetOutputNorm(s.model, offset, scale)
	return nil
}

// learnedSpreads are those of what is learned, before it is normalized: the targets, or their logarithms.
func (s *session[E]) learnedSpreads(rows []int) []spread {
	views := s.job.views()
	if !slices.ContainsFunc(views, func(v view) bool { return v.Log1pTargets }) {
		return spreads(rows, s.data.width, s.data.target)
	}
	learned := make([]E, s.data.width)
	return spreads(rows, s.data.width, func(row int) []E {
		copy(learned, s.data.target(row))
		for _, v := range views {
			for i, t := range targetOf(v, learned) {
				if v.Log1pTargets {
					targetOf(v, learned)[i] = E(math.Log1p(float64(t)))
				}
			}
		}
		return learned
	})
}

func (s *session[E]) fitInputs(kind string, rows []int, offset, scale []E) error {
	if kind == Robust {
		return s.fitRobust(rows, offset, scale)
	}
	return s.fitColumns(kind, s.inputSpreads(rows), s.data.columns.inputs, offset, scale)
}

// inputSpreads are those of the rows of the training part, which are asked for several times.
func (s *session[E]) inputSpreads(rows []int) []spread {
	if s.spreads == nil {
		s.spreads = spreads(rows, len(s.data.columns.inputs), func(row int) []E { return s.data.x(row) })
	}
	return s.spreads
}

// fitColumns fits offset and scale of each column; fields are the places of
// the columns in the file.
func (s *session[E]) fitColumns(kind string, columns []spread, fields []int, offset, scale []E) error {
	for c, field := range fields {
		o, d := columns[c].fit(kind)
		if err := s.setNorm(field, o, d, &offset[c], &scale[c]); err != nil {
			return err
		}
	}
	return nil
}

func normalizes(kind string) bool { return kind != None && kind != "" }
