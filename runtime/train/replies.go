package train

import (
	"strconv"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// replies are what a predictor says to the rows of a block.
type replies[E Float] struct {
	*predictor[E]
	layout *layout[E]

	batch   batch[E] // the rows that are read, but not answered
	bad     []error  // of these rows: why there is no answer
	kept    []string // the fields that they pass through
	current []string // those of the row at hand

	text    []byte // lines
	rows    int    // answered
	failed  failures
	outcome Outcome // where somebody asks
	err     error
}

func newReplies[E Float](p *predictor[E]) *replies[E] {
	a := &replies[E]{predictor: p, batch: p.net.NewBatch(), current: make([]string, len(p.keep))}
	a.layout = &layout[E]{job: p.job, header: p.r.Header, decimal: p.r.Decimal, columns: columns{inputs: p.inputs, weight: -1}}
	entries := a.layout.entries()
	for i, c := range p.keep {
		entries = append(entries, csv.Entry[E]{Column: c, Parse: func(text string) (E, parse.Fault) {
			a.current[i] = text
			return 0, parse.OK
		}})
	}
	a.layout.plan = csv.NewPlan(len(p.r.Header), entries)
	return a
}

// block answers a block up to the first row that ends the job.
func (a *replies[E]) block(b *csv.Block) {
	a.batch.reset()
	a.bad, a.kept, a.text = a.bad[:0], a.kept[:0], a.text[:0]
	a.rows, a.failed = 0, failures{}
	a.outcome.begin(a.heads)
	a.err = a.layout.plan.Rows(b, func(row []E, problems []csv.Problem) error { return a.row(b, row, problems) })
	if err := a.answer(); err != nil {
		a.err = err // it is about an earlier row
	}
}

// row takes in a row. Its problems are an error, unless the job lets them pass.
func (a *replies[E]) row(b *csv.Block, row []E, problems []csv.Problem) error {
	var bad error
	if len(problems) > 0 {
		bad = a.layout.problemError(b, problems[0])
		if !a.passes() || problems[0].Kind.Broken() {
			return bad
		}
	}
	if bad == nil {
		a.batch.add(row)
	} else {
		a.batch.add(nil)
		if problems[0].Kind >= csv.QuoteInside {
			clear(a.current)
		}
	}
	a.bad, a.kept = append(a.bad, bad), append(a.kept, a.current...)
	if a.batch.len() < chunkRows {
		return nil
	}
	return a.answer()
}

// passes tells whether a bad row does not end the job.
func (a *replies[E]) passes() bool {
	return a.job.BadRows == Skip || a.job.BadRows == Blank
}

// answer computes and writes a line for each row that has been read.
func (a *replies[E]) answer() error {
	defer func() {
		a.batch.reset()
		a.bad, a.kept = a.bad[:0], a.kept[:0]
	}()
	a.forward()
	for i, bad := range a.bad {
		y := a.batch.output(i)
		if bad == nil && !allFinite(y) {
			bad = &infiniteOutput{a.r.Name, a.rows}
		}
		a.rows++
		if bad != nil {
			if !a.passes() {
				return bad
			}
			a.failed.add(1, bad)
			if a.seen != nil {
				a.outcome.reject(a.rows, bad)
			}
			if a.job.BadRows == Skip {
				continue
			}
		}
		a.write(i, y, bad != nil)
	}
	return nil
}

// forward computes the outputs of the rows at hand. Rows of a table are computed one by one: that gives the bits that a
// program gets which asks for one row at a time. Others are never computed alone: a row has the same bits in every batch, but
// other ones without a batch, and which rows come together is chance.
func (a *replies[E]) forward() {
	switch {
	case len(a.bad) == 0:
	case a.job.Table != nil:
		a.model.forwardEach(a.batch)
	default:
		if len(a.bad) == 1 {
			a.batch.add(nil)
		}
		a.model.forward(a.batch)
	}
}

// write writes the line for row i of those at hand.
func (a *replies[E]) write(i int, y []E, bad bool) {
	begin := len(a.text)
	for _, text := range a.kept[i*len(a.current):][:len(a.current)] {
		a.text = append(appendCSV(a.text, text), ',')
	}
	for k, head := range a.heads {
		a.head(k, head, outputOf(head, y), bad)
	}
	a.text[len(a.text)-1] = '\n'
	if bad && len(a.text) == begin+1 {
		a.text = append(a.text[:begin], "\"\"\n"...) // an empty line is none
	}
}

// head writes the fields of a head, empty ones for a bad row.
func (a *replies[E]) head(k int, head view, y []E, bad bool) {
	class := -1
	if classes := a.classes[k]; classes != nil {
		if !bad {
			class = decided(head.Task, y, a.thresholds.of(head))
			a.text = append(a.text, classes[class]...)
		}
		a.text = append(a.text, ',')
	}
	for _, v := range y {
		if !bad {
			a.text = strconv.AppendFloat(a.text, float64(v), 'g', -1, bitSize[E]())
		}
		a.text = append(a.text, ',')
	}
	if !bad && a.seen != nil {
		a.outcome.Heads[k].count(class, scoreOf(head.Task, y))
	}
}

// decided is the class that the output of a task with classes tells.
func decided[E Float](task string, y []E, by thresholds[E]) int {
	if task == Multiclass {
		return argmax(y)
	}
	return numbers.Bit(by.yes(0, y[0]))
}
