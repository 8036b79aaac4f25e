package train

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// Port is an input of a network whose inputs are a mapping: so many entries of a row, of which Inner next to each other,
// those of a channel, are normalized alike. Shape says how they lie, channels first.
type Port struct {
	Name           string
	Shape          []int
	Entries, Inner int
	Normalize      string
}

// fitPorts finds offset and scale of each channel of the ports that are normalized, one after the other.
func (s *session[E]) fitPorts(rows []int) (offset, scale []E, err error) {
	at := 0
	for _, p := range s.job.Ports {
		if !normalizes(p.Normalize) {
			at += p.Entries
			continue
		}
		for range p.Entries / p.Inner {
			o, d := s.fitChannel(rows, p, at)
			if !numbers.Finite(float64(E(o))) || !numbers.Finite(float64(E(d))) {
				return nil, nil, s.tooFar(s.data.columns.inputs[at])
			}
			if E(d) == 0 { // a spread too small for E is that of a constant channel
				d = 1
			}
			offset, scale = append(offset, E(o)), append(scale, E(d))
			at += p.Inner
		}
	}
	return offset, scale, nil
}

// fitChannel fits the entries of a channel, the first of which is at.
func (s *session[E]) fitChannel(rows []int, p Port, at int) (offset, scale float64) {
	if p.Normalize != Robust {
		return pooled(s.inputSpreads(rows)[at:][:p.Inner]).fit(p.Normalize)
	}
	values := make([]float64, 0, len(rows)*p.Inner)
	for _, row := range rows {
		for _, v := range s.data.x(row)[at:][:p.Inner] {
			values = append(values, float64(v))
		}
	}
	slices.Sort(values)
	return robust(values)
}

// pooled is the spread of the values of several columns.
func pooled(columns []spread) spread {
	if len(columns) == 1 {
		return columns[0]
	}
	all := spread{low: math.Inf(1), high: math.Inf(-1)}
	for _, c := range columns {
		all.n += c.n
		all.low, all.high, all.mean = min(all.low, c.low), max(all.high, c.high), all.mean+float64(c.n)*c.mean
	}
	all.mean /= float64(all.n)
	for _, c := range columns {
		d := c.mean - all.mean
		all.deviation += float64(c.n) * (c.deviation*c.deviation + d*d)
	}
	all.deviation = math.Sqrt(all.deviation / float64(all.n))
	if all.low == all.high {
		all.mean, all.deviation = all.low, 0
	}
	return all
}

// bareInputs are the entries of a row that are numbers and not normalized.
func (s *session[E]) bareInputs() (entries []int) {
	normalized := func(from, n int, how string) {
		for i := range n {
			if !normalizes(how) {
				entries = append(entries, from+i)
			}
		}
	}
	switch {
	case s.job.Table != nil:
		for i, e := range s.job.Table {
			if e.Type == Number && !e.Log1p {
				normalized(i, 1, e.Normalize)
			}
		}
	case s.job.Ports != nil:
		at := 0
		for _, p := range s.job.Ports {
			normalized(at, p.Entries, p.Normalize)
			at += p.Entries
		}
	default:
		normalized(0, len(s.data.columns.inputs), s.job.NormalizeInputs)
	}
	return entries
}
