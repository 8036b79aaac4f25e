package train

import (
	"math"

	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// outOfWeights is the fault of a number that is no weight of a row.
const outOfWeights = parse.Fault(50)

// layout says what becomes of the columns of a file: the numbers of a row are the inputs, then the targets, then the
// weight, if there is one.
type layout[E Float] struct {
	job     *Job
	header  []string
	decimal byte
	columns columns
	plan    *csv.Plan[E]
}

// newLayout plans how the rows of a file are read.
func newLayout[E Float](r *csv.Reader, job *Job, c columns) *layout[E] {
	l := &layout[E]{job: job, header: r.Header, decimal: r.Decimal, columns: c}
	l.plan = csv.NewPlan(len(r.Header), l.entries())
	return l
}

func (l *layout[E]) entries() []csv.Entry[E] {
	var list []csv.Entry[E]
	for i, c := range l.columns.inputs {
		e := csv.Entry[E]{Column: c, Missing: l.job.missing()}
		if l.job.Table != nil {
			l.read(&e, &l.job.Table[i])
		}
		list = append(list, e)
	}
	for i, c := range l.columns.targets {
		parse := l.target(l.head(len(l.columns.inputs) + i))
		list = append(list, csv.Entry[E]{Column: c, Missing: l.job.missing(), Parse: parse, Gaps: true})
	}
	if l.columns.weight >= 0 {
		list = append(list, csv.Entry[E]{Column: l.columns.weight, Parse: l.weight})
	}
	return list
}

// head is the head that an entry is a target of, or nil.
func (l *layout[E]) head(entry int) *view {
	at := entry - len(l.columns.inputs)
	if at < 0 || at >= len(l.columns.targets) {
		return nil
	}
	return l.job.headOf(at)
}

// target is how the task of a head reads a field with a target; nil for numbers.
func (l *layout[E]) target(head *view) func(text string) (E, parse.Fault) {
	switch head.Task {
	case Regression:
		if head.Log1pTargets {
			return l.positive
		}
		return nil
	case Multilabel:
		return l.zeroOrOne
	}
	values := parse.NewValues(head.classTexts())
	return func(text string) (E, parse.Fault) {
		i, fault := values.Read(text, l.job.missing())
		return E(i), fault
	}
}

// fault is parse.Missing for the texts that say so, else another one.
func (l *layout[E]) fault(text string, other parse.Fault) parse.Fault {
	if parse.IsMissing(text, l.job.missing()) {
		return parse.Missing
	}
	return other
}

// zeroOrOne reads a target of a multilabel task.
func (l *layout[E]) zeroOrOne(text string) (E, parse.Fault) {
	v, fault := csv.Number[E](text, l.decimal)
	switch {
	case fault != parse.OK:
		return 0, l.fault(text, fault)
	case v != 0 && v != 1:
		return 0, l.fault(text, parse.Unlisted)
	}
	return v, parse.OK
}

func (l *layout[E]) weight(text string) (E, parse.Fault) {
	v, fault := csv.Number[E](text, l.decimal)
	switch {
	case fault != parse.OK:
		return 0, l.fault(text, fault)
	case v < 0:
		return 0, outOfWeights
	}
	return v, parse.OK
}

// untold tells whether a target of the row is missing: then the row is neither learned nor scored.
func (l *layout[E]) untold(row []E) bool {
	for _, v := range row[len(l.columns.inputs):][:len(l.columns.targets)] {
		if math.IsNaN(float64(v)) {
			return true
		}
	}
	return false
}

// bitSize is the size of E as strconv counts it.
func bitSize[E Float]() int {
	if parse.Is32[E]() {
		return 32
	}
	return 64
}

// leastNormal is the least number that is neither 0 nor denormal.
func leastNormal[E Float]() float64 {
	if parse.Is32[E]() {
		return 0x1p-126
	}
	return 0x1p-1022
}
