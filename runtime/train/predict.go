package train

import (
	"bufio"
	"io"
	"slices"
	"strconv"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// predictor answers the rows of a file.
type predictor[E Float, In, T, Out any] struct {
	job    *Job
	net    Network[E, In, T, Out]
	model  Model[E, In, Out]
	layout *layout[E]
	r      *csv.Reader

	xs      []In // the rows that are read, but not answered
	ys      []Out
	bad     []bool   // of these rows: those to be answered with empty fields
	kept    []string // the fields that they pass through
	current []string // those of the row at hand

	heads      []view
	thresholds thresholds[E]
	classes    [][]string // by head, the texts of its classes, as CSV; nil where it has none
	w          *bufio.Writer
	line       []byte
	rows       int // answered
	failed     failures
}

// failures counts rows that could not be read, and remembers what the first one lacked.
type failures struct {
	n     int
	first error
}

func (f *failures) add(err error) {
	f.n++
	if f.first == nil {
		f.first = err
	}
}

// predict does a job of ModePredict. Before it returns an error about a row,
// the predictions of the rows before are written. The failures are the rows
// that the job lets pass.
func predict[E Float, In, T, Out any](job *Job, net Network[E, In, T, Out], r io.Reader, w io.Writer) (failures, error) {
	model, err := net.Load(job.Weights)
	if err != nil {
		return failures{}, err
	}
	p := &predictor[E, In, T, Out]{job: job, net: net, model: model, ys: make([]Out, chunkRows), w: bufio.NewWriterSize(w, 64<<10)}
	if p.thresholds, err = thresholdsOf(job, net, model); err != nil {
		return failures{}, err
	}
	if err := p.open(r); err != nil {
		return failures{}, err
	}
	p.w.WriteString(predictHeader(job))
	if err := p.w.Flush(); err != nil {
		return failures{}, err
	}
	err = p.run()
	return p.failed, err
}

// open reads the header and plans the reading of the rows.
func (p *predictor[E, In, T, Out]) open(source io.Reader) (err error) {
	o := p.job.options()
	o.Eager = true
	if p.r, err = csv.NewReader("stdin", source, o); err != nil {
		return err
	}
	inputs, err := predictColumns(p.r, p.job)
	if err != nil {
		return err
	}
	keep, err := findAll(p.r, p.job.Keep)
	if err != nil {
		return err
	}
	p.layout = &layout[E]{job: p.job, header: p.r.Header, decimal: p.r.Decimal, columns: columns{inputs: inputs, weight: -1}}
	entries := p.layout.entries()
	p.current = make([]string, len(keep))
	for i, c := range keep {
		entries = append(entries, csv.Entry[E]{Column: c, Parse: func(text string) (E, parse.Fault) {
			p.current[i] = text
			return 0, parse.OK
		}})
	}
	p.layout.plan = csv.NewPlan(len(p.r.Header), entries)
	p.heads = p.job.views()
	for _, head := range p.heads {
		var texts []string
		if head.hasClasses() {
			texts = csvTexts(head.classTexts())
		}
		p.classes = append(p.classes, texts)
	}
	return nil
}

// run answers rows as they arrive: whoever waits for more has answered all that came before.
func (p *predictor[E, In, T, Out]) run() error {
	b := &csv.Block{}
	for {
		if err := p.r.Next(b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		err := p.layout.plan.Rows(b, func(row []E, problems []csv.Problem) error { return p.row(b, row, problems) })
		if flushed := p.flush(); flushed != nil {
			return flushed
		}
		if err != nil {
			return err
		}
	}
}

// row takes in a row. Its problems are an error, unless the job lets them pass.
func (p *predictor[E, In, T, Out]) row(b *csv.Block, row []E, problems []csv.Problem) error {
	bad := len(problems) > 0
	if bad {
		err := p.layout.problemError(b, problems[0])
		if !p.passes() || problems[0].Kind.Broken() {
			return err
		}
		p.failed.add(err)
		if p.job.BadRows == Skip {
			return nil
		}
	}
	p.xs = slices.Grow(p.xs, 1)[:len(p.xs)+1]
	if !bad {
		copy(p.net.Input(&p.xs[len(p.xs)-1]), row)
	} else if problems[0].Kind >= csv.QuoteInside {
		clear(p.current)
	}
	p.bad, p.kept = append(p.bad, bad), append(p.kept, p.current...)
	if len(p.xs) < chunkRows {
		return nil
	}
	return p.answer()
}

// passes tells whether a bad row does not end the job.
func (p *predictor[E, In, T, Out]) passes() bool {
	return p.job.BadRows == Skip || p.job.BadRows == Blank
}

// flush answers what has been read and hands it on.
func (p *predictor[E, In, T, Out]) flush() error {
	if err := p.answer(); err != nil {
		return err
	}
	return p.w.Flush()
}

// answer computes and writes a line for each row that has been read.
func (p *predictor[E, In, T, Out]) answer() error {
	n := len(p.xs)
	if n == 0 {
		return nil
	}
	ys := p.ys[:n]
	p.forward(ys)
	for i := range ys {
		y := p.net.Output(&ys[i])
		p.rows++
		if !p.bad[i] && !allFinite(y) {
			err := outputError("stdin", p.rows-1)
			if !p.passes() {
				p.w.Flush()
				return err
			}
			p.failed.add(err)
			if p.job.BadRows == Skip {
				continue
			}
			p.bad[i] = true
		}
		if err := p.write(i, y); err != nil {
			return err
		}
	}
	p.xs, p.bad, p.kept = p.xs[:0], p.bad[:0], p.kept[:0]
	return nil
}

// forward computes the outputs of the rows at hand. Rows of a table are computed one by one: that gives the bits that a
// program gets which asks for one row at a time.
func (p *predictor[E, In, T, Out]) forward(ys []Out) {
	if p.job.Table == nil {
		p.model.ForwardBatch(ys, p.xs)
		return
	}
	for i := range ys {
		p.model.ForwardBatch(ys[i:i+1], p.xs[i:i+1])
	}
}

// write writes the line for row i of those at hand.
func (p *predictor[E, In, T, Out]) write(i int, y []E) error {
	p.line = p.line[:0]
	for _, text := range p.kept[i*len(p.current):][:len(p.current)] {
		p.line = append(appendCSV(p.line, text), ',')
	}
	for k, head := range p.heads {
		p.head(head, p.classes[k], outputOf(head, y), p.bad[i])
	}
	p.line[len(p.line)-1] = '\n'
	if p.bad[i] && len(p.line) == 1 {
		p.line = append(p.line[:0], "\"\"\n"...) // an empty line is none
	}
	_, err := p.w.Write(p.line)
	return err
}

// head writes the fields of a head, empty ones for a bad row.
func (p *predictor[E, In, T, Out]) head(head view, classes []string, y []E, bad bool) {
	if classes != nil {
		if !bad {
			p.line = append(p.line, classes[decided(head.Task, y, p.thresholds.of(head))]...)
		}
		p.line = append(p.line, ',')
	}
	for _, v := range y {
		if !bad {
			p.line = strconv.AppendFloat(p.line, float64(v), 'g', -1, bitSize[E]())
		}
		p.line = append(p.line, ',')
	}
}

// decided is the class that the output of a task with classes tells.
func decided[E Float](task string, y []E, by thresholds[E]) int {
	if task == Multiclass {
		return argmax(y)
	}
	return numbers.Bit(by.yes(0, y[0]))
}
