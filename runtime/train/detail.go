package train

import (
	"errors"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/internal/numbers"
)

// Detail is what a report shows beside what is told anyway. It is told with Job.Report.
type Detail struct {
	Columns     []Column      `json:"columns,omitempty"`
	MoreColumns int           `json:"more_columns,omitempty"` // that are left out
	Importance  []Importance  `json:"importance,omitempty"`
	Reliability []Reliability `json:"reliability,omitempty"`
	Predictions []Predictions `json:"predictions,omitempty"`
}

// Reliability compares, for the rows whose probability lies in one of 15 intervals of equal width, how probable the class
// was said to be and how often it was right. It is of the positive class of two, else of the answer.
type Reliability struct {
	Rows      int     `json:"rows"`
	Predicted float64 `json:"predicted"`
	True      float64 `json:"true"`
}

// Predictions are targets and what was predicted for them, in raw units: of one output of a regression, for some rows.
type Predictions struct {
	Output    string    `json:"output"`
	Targets   []float64 `json:"targets"`
	Predicted []float64 `json:"predicted"`
}

// What a report shows of large data.
const (
	maxColumns     = 100
	maxPredictions = 400
	maxOutputs     = 4
)

// detailStream is the stream of random numbers that draws rows for reports.
const detailStream = 1 << 62

// detail tells what a report shows of the rows that were scored. What cannot be computed is left out.
func (s *session[E]) detail(rows []int, r result) {
	if !s.job.Report {
		return
	}
	d := &Detail{Reliability: r.reliability}
	d.Columns, d.MoreColumns = s.columnsOf()
	var err, unimportant error
	d.Predictions, err = s.predictions(rows)
	d.Importance, unimportant = s.importance(rows)
	if err := errors.Join(err, unimportant); err != nil {
		s.warnf("the report is not whole: %v", err)
	}
	s.events.emit(Event{Event: EventDetail, Detail: d})
}

// sample draws at most n of the rows, in their order.
func (s *session[E]) sample(rows []int, n int) []int {
	if len(rows) <= n {
		return rows
	}
	rows = slices.Clone(rows)
	rand.New(rand.NewPCG(s.job.SplitSeed, detailStream)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	slices.Sort(rows[:n])
	return rows[:n]
}

func (s *session[E]) predictions(rows []int) (list []Predictions, err error) {
	for _, head := range s.job.views() {
		if head.Task != Regression {
			continue
		}
		var of []Predictions
		for _, name := range outputColumns(head.Job)[:min(head.targets, maxOutputs)] {
			of = append(of, Predictions{Output: head.column(name)})
		}
		err = s.forwardHead(head, s.sample(rows, maxPredictions), func(y, target []E) {
			for j := range of {
				of[j].Targets = append(of[j].Targets, float64(target[j]))
				of[j].Predicted = append(of[j].Predicted, float64(y[j]))
			}
		})
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	return list[:min(len(list), maxOutputs)], nil
}

// reliabilities are the intervals that have rows.
func reliabilities(rows []said) (list []Reliability) {
	for _, b := range reliability(rows) {
		if b.rows > 0 {
			n := float64(b.rows)
			list = append(list, Reliability{b.rows, b.p / n, float64(b.true) / n})
		}
	}
	return list
}

// finiteOrNil is a number as JSON can have it.
func finiteOrNil(v float64) *float64 {
	if !numbers.Finite(v) {
		return nil
	}
	return &v
}
