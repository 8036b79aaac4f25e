package train

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// fitTable finds in the training part what stands for missing values, offsets, scales and the edges of bins. Each is of
// the values that are there, in raw units, but for offset and scale of what is transformed before.
func (s *session[E]) fitTable(rows []int) error {
	n := len(s.job.Table)
	fill, offset, scale := make([]E, n), make([]E, n), slices.Repeat([]E{1}, n)
	var edges []E
	fills, norms := false, false
	for i := range s.job.Table {
		e := &s.job.Table[i]
		if e.Fill == "" && !normalizes(e.Normalize) && e.Bins == 0 {
			continue
		}
		values := s.present(rows, i)
		fills, norms = fills || e.Fill != "", norms || normalizes(e.Normalize)
		if e.Fill != "" {
			fill[i] = E(e.filling(values))
		}
		for k := range e.Bins + 1 {
			if e.Bins > 0 {
				edges = append(edges, E(quantile(values, float64(k)/float64(e.Bins))))
			}
		}
		if !normalizes(e.Normalize) {
			continue
		}
		o, d := e.norm(values)
		if offset[i], scale[i] = E(o), E(d); !numbers.Finite(float64(offset[i])) || !numbers.Finite(float64(scale[i])) {
			return s.tooFar(s.data.columns.inputs[i])
		}
		if scale[i] == 0 {
			scale[i] = 1
		}
	}
	return s.setTable(fills, norms, fill, offset, scale, edges)
}

func (s *session[E]) setTable(fills, norms bool, fill, offset, scale, edges []E) error {
	if fills && s.net.SetInputFill == nil || norms && s.net.SetInputNorm == nil || len(edges) > 0 && s.net.SetInputEdges == nil {
		return errors.New("the job fits inputs, but the generated package has no way to set what it finds")
	}
	if fills {
		s.net.SetInputFill(s.model, fill)
	}
	if norms {
		s.net.SetInputNorm(s.model, offset, scale)
	}
	if len(edges) > 0 {
		s.net.SetInputEdges(s.model, edges)
	}
	return nil
}

// present are the values of an entry that are there, in ascending order.
func (s *session[E]) present(rows []int, entry int) []float64 {
	values := make([]float64, 0, len(rows))
	for _, row := range rows {
		if v := float64(s.data.x(row)[entry]); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return values
}

// filling is what stands for a missing value, given the others in ascending order: 0 where there is none.
func (e *Entry) filling(values []float64) float64 {
	if e.Type == Category || e.Type == Ordinal {
		// what is unknown is no value
		values = values[:len(values)-countFrom(values, float64(len(e.Values)))]
	}
	switch {
	case len(values) == 0:
		return 0
	case e.Fill == Median:
		return quantile(values, 0.5)
	case e.Fill == MostFrequent:
		return mostFrequent(values)
	}
	return mean(values)
}

// countFrom counts the values from low on.
func countFrom(sorted []float64, low float64) int {
	i, _ := slices.BinarySearch(sorted, low)
	return len(sorted) - i
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// mostFrequent is the value that stands there most often, of several the first.
func mostFrequent(sorted []float64) (best float64) {
	most := 0
	for at := 0; at < len(sorted); {
		n := 1
		for at+n < len(sorted) && sorted[at+n] == sorted[at] {
			n++
		}
		if n > most {
			most, best = n, sorted[at]
		}
		at += n
	}
	return best
}

// quantile interpolates linearly between the values in ascending order; of none it is 0.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := q * float64(len(sorted)-1)
	low := int(at)
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	part := at - float64(low)
	return sorted[low]*(1-part) + sorted[low+1]*part
}

// norm is offset and scale of the values, which are in ascending order, once they are transformed.
func (e *Entry) norm(values []float64) (offset, scale float64) {
	if len(values) == 0 {
		return 0, 1
	}
	if e.Log1p {
		values = slices.Clone(values)
		for i, v := range values {
			values[i] = math.Log1p(v)
		}
	}
	if e.Normalize == Robust {
		return robust(values)
	}
	s := spread{n: len(values), low: values[0], high: values[len(values)-1], mean: mean(values)}
	for _, v := range values {
		s.deviation += (v - s.mean) * (v - s.mean)
	}
	s.deviation = math.Sqrt(s.deviation / float64(s.n))
	if s.low == s.high {
		s.mean, s.deviation = s.low, 0
	}
	return s.fit(e.Normalize)
}

// robust is the median, and the distance of the quartiles; where that is 0 half the range, and where that is 0, too, 1.
func robust(sorted []float64) (offset, scale float64) {
	if len(sorted) == 0 {
		return 0, 1
	}
	scale = quantile(sorted, 0.75) - quantile(sorted, 0.25)
	if scale == 0 {
		scale = (sorted[len(sorted)-1] - sorted[0]) / 2
	}
	if scale == 0 {
		scale = 1
	}
	return quantile(sorted, 0.5), scale
}

// fitRobust fits inputs without a table.
func (s *session[E]) fitRobust(rows []int, offset, scale []E) error {
	for i, field := range s.data.columns.inputs {
		o, d := robust(s.present(rows, i))
		if err := s.setNorm(field, o, d, &offset[i], &scale[i]); err != nil {
			return err
		}
	}
	return nil
}

// setNorm keeps the offset and the scale of a column. A spread too small for E is that of a constant column: so are
// denormal ones, by which no weights file lets an entry be divided.
func (s *session[E]) setNorm(field int, o, d float64, offset, scale *E) error {
	*offset, *scale = E(o), E(d)
	if !numbers.Finite(float64(*offset)) || !numbers.Finite(float64(*scale)) {
		return s.tooFar(field)
	}
	if float64(*scale) < leastNormal[E]() {
		*scale = 1
	}
	return nil
}

// tooFar is the error of a column whose offset or scale is not finite.
func (s *session[E]) tooFar(field int) error {
	return fmt.Errorf("%s: the values in column %s lie too far apart to be normalized in float%d", s.job.dataPlace(), quote(s.data.header[field]), bitSize[E]())
}
