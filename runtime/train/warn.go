package train

import (
	"fmt"
	"math"
	"strings"
)

// farFrom1 bounds the deviations that training gets along with.
const farFrom1 = 10

// warn reports what is unwise about the training part of the data.
func (s *session[E]) warn(rows []int) {
	if fields, spreads := s.bare(rows); len(fields) > 0 {
		s.warnFar("input", fields, spreads, "normalize: standard")
	}
	for _, head := range s.job.views() {
		if head.Task == Regression && !normalizes(head.NormalizeOutputs) {
			key := "normalize: standard under output"
			if head.name != "" {
				key = "normalize: standard for the head " + head.name
			}
			columns := s.learnedSpreads(rows)[head.at:][:head.targets]
			s.warnFar("target", s.data.columns.targets[head.at:][:head.targets], columns, key)
		}
		s.warnClasses(head, rows)
	}
	var close []int
	if bitSize[E]() == 32 {
		close = s.warnSteps(rows)
	}
	s.study(rows, close)
}

// bare are the numbers that are not normalized, and what there is to know of them.
func (s *session[E]) bare(rows []int) (fields []int, columns []spread) {
	entries := s.bareInputs()
	if len(entries) == 0 {
		return nil, nil
	}
	for _, i := range entries {
		fields, columns = append(fields, s.data.columns.inputs[i]), append(columns, s.inputSpreads(rows)[i])
	}
	return fields, columns
}

// warnFar names the columns whose deviation is far from 1; key is what to write.
func (s *session[E]) warnFar(what string, fields []int, columns []spread, key string) {
	var far []string
	for c, field := range fields {
		if d := columns[c].deviation; d > farFrom1 || d > 0 && d < 1.0/farFrom1 {
			far = append(far, fmt.Sprintf("%s (%.3g)", quote(s.data.header[field]), d))
		}
	}
	if len(far) == 0 {
		return
	}
	more := ""
	if len(far) > 1 {
		what += "s"
	}
	if len(far) > 3 {
		far, more = far[:3], fmt.Sprintf(" and %d more", len(far)-3)
	}
	s.warnf("not normalized, though the standard deviation is far from 1: %s %s%s; write %s", what, strings.Join(far, ", "), more, key)
}

func (s *session[E]) warnf(format string, args ...any) {
	s.events.emit(Event{Event: EventWarning, Message: fmt.Sprintf(format, args...)})
}

// warnClasses names classes that no row of the training part is of.
func (s *session[E]) warnClasses(head view, rows []int) {
	if !head.hasClasses() {
		return
	}
	texts := head.classTexts()
	var never []string
	for i, n := range s.countClasses(head, rows) {
		if n == 0 {
			never = append(never, plain(texts[i]))
		}
	}
	if n := len(never); n > listed {
		never = append(never[:listed], fmt.Sprintf("and %d more", n-listed))
	}
	if len(never) > 0 {
		s.warnf("no row of the training part has the class %s: the network cannot learn it", strings.Join(never, ", "))
	}
}

// countClasses counts the rows of each class.
func (s *session[E]) countClasses(head view, rows []int) []int {
	counts := make([]int, len(head.classTexts()))
	for _, row := range rows {
		counts[int(targetOf(head, s.data.target(row))[0])]++
	}
	return counts
}

// fewSteps is how many neighbouring floats a column may span before they count as too few.
const fewSteps = 64

// warnSteps names inputs whose values lie so close together, and so far from 0, that float32 hardly tells them apart. It returns
// the fields that float32 does not tell apart at all.
func (s *session[E]) warnSteps(rows []int) []int {
	var constant []int
	var same []float64
	for c, field := range s.data.columns.inputs {
		if s.job.Table != nil && s.job.Table[c].Type != Number {
			continue
		}
		low, high := s.inputSpreads(rows)[c].low, s.inputSpreads(rows)[c].high
		largest := max(math.Abs(low), math.Abs(high))
		step := float64(math.Nextafter32(float32(largest), math.MaxFloat32)) - largest
		switch {
		case low == high && largest != 0:
			constant, same = append(constant, field), append(same, low)
		case low != high && high-low < fewSteps*step:
			s.warnClose(field, low, high)
		}
	}
	differ := differing(s.job, constant, same)
	for _, field := range differ {
		s.warnf("the values in column %s differ, but float32 makes one number of them all: %s", quote(s.data.header[field]), closeRemedy)
	}
	return differ
}

const closeRemedy = "write precision: float64, or subtract what they have in common before"

func (s *session[E]) warnClose(field int, low, high float64) {
	s.warnf("the values in column %s run from %.9g to %.9g, where float32 has only a few steps: %s", quote(s.data.header[field]), low, high, closeRemedy)
}
