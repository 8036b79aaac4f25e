package train

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// misfit is a number that cannot be taken.
type misfit[E Float] struct {
	slot[E]
	row, entry int
	value      float64
	fault      parse.Fault
}

// number is a number of an array, in the precision of the network. NaN says that there is none.
func (a *arrays[E]) number(v float64) (E, parse.Fault) {
	if math.IsNaN(v) || slices.Contains(a.gaps, v) {
		return E(math.NaN()), parse.Missing
	}
	if e := E(v); numbers.Finite(float64(e)) {
		return e, parse.OK
	}
	return 0, parse.OutOfRange
}

// input reads the inputs of a row from one on.
func (a *arrays[E]) input(from int) func(entry int, v float64) (E, parse.Fault) {
	if a.job.Table == nil {
		return func(_ int, v float64) (E, parse.Fault) { return a.number(v) }
	}
	return func(entry int, v float64) (E, parse.Fault) {
		e, fault := a.number(v)
		switch of := &a.job.Table[from+entry]; {
		case fault == parse.Missing && of.Optional:
			return e, parse.OK
		case fault == parse.OK && of.Log1p && e <= -1:
			return 0, parse.TooSmall
		}
		return e, fault
	}
}

// target reads the targets of a head. One that is missing is NaN.
func (a *arrays[E]) target(head view) func(entry int, v float64) (E, parse.Fault) {
	take := func(e E) (E, parse.Fault) {
		if head.Log1pTargets && e <= -1 {
			return 0, parse.TooSmall
		}
		return e, parse.OK
	}
	switch {
	case head.Task == Multilabel:
		take = func(e E) (E, parse.Fault) {
			if e != 0 && e != 1 {
				return 0, parse.Unlisted
			}
			return e, parse.OK
		}
	case head.hasClasses():
		values := parse.NewValues(head.classCodes())
		take = func(e E) (E, parse.Fault) {
			i := values.IndexNumber(float64(e))
			if i < 0 {
				return 0, parse.Unlisted
			}
			return E(i), parse.OK
		}
	}
	return func(_ int, v float64) (E, parse.Fault) {
		e, fault := a.number(v)
		switch fault {
		case parse.Missing:
			return e, parse.OK
		case parse.OK:
			return take(e)
		}
		return e, fault
	}
}

// classCodes are the numbers that stand for the classes in arrays: the labels, where all of them are numbers, else their
// positions.
func (v view) classCodes() []string {
	if slices.ContainsFunc(v.Labels, func(label string) bool { _, fault := parse.Number[float64](label); return fault != parse.OK }) {
		bare := *v.Job
		bare.Labels = nil
		return bare.classTexts()
	}
	return v.classTexts()
}

func (a *arrays[E]) weight(_ int, v float64) (E, parse.Fault) {
	e, fault := a.number(v)
	if fault == parse.OK && e < 0 {
		return 0, outOfWeights
	}
	return e, fault
}

// place says where the number stands.
func (m misfit[E]) place() string { return m.name + index(m.dims[1:], m.entry, m.row) }

// sentence says what is wrong with the number, and what to do.
func (m misfit[E]) sentence(job *Job) string {
	is := fmt.Sprintf("is %v", m.value)
	switch m.fault {
	case parse.Missing:
		if !math.IsNaN(m.value) {
			is += ", which says that the value is missing"
		}
		if job.Table != nil && m.head == nil {
			return is + "; fill in a number, or write missing: median for this input in the spec"
		}
		return is + "; fill in a number or remove the row"
	case parse.Unlisted:
		if !m.head.hasClasses() {
			return is + ", and must be 0 or 1"
		}
		codes := m.head.classCodes()
		text := fmt.Sprintf("%s, but the classes are %s", is, strings.Join(cut(codes), ", "))
		if len(m.head.Labels) > 0 && codes[0] != m.head.Labels[0] {
			text += ", the positions of the labels"
		}
		return text
	case outOfWeights:
		return is + ", which is no weight; a weight is a number from 0 on"
	case parse.TooSmall:
		return is + ", which is not greater than -1, so that it has no log1p"
	}
	return fmt.Sprintf("%s, beyond the range of float%d", is, bitSize[E]())
}
