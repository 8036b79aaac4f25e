package train

import (
	"fmt"
	"io"
	"sync"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
)

// predictor answers the rows of a file.
type predictor[E Float] struct {
	job        *Job
	net        *network[E]
	model      model[E]
	thresholds thresholds[E]
	heads      []view
	classes    [][]string // by head, the texts of its classes, as CSV; nil where it has none

	r            *csv.Reader
	inputs, keep []int // columns
	w            io.Writer
	rows         int // of the blocks that are written
	failed       failures
	seen         func(*Outcome) error // nil where nobody asks
}

// failures counts rows that could not be read, and remembers what the first one lacked.
type failures struct {
	n     int
	first error
}

func (f *failures) add(n int, first error) {
	if f.n == 0 {
		f.first = first
	}
	f.n += n
}

// tell says that there are some.
func (f *failures) tell(stderr io.Writer) {
	if f.n > 0 {
		fmt.Fprintf(stderr, "%s could not be read; the first: %v\n", words.Count(f.n, "row"), f.first)
	}
}

// newPredictor loads the model of a job of ModePredict.
func newPredictor[E Float](job *Job, net *network[E]) (*predictor[E], error) {
	model, err := net.Load(job.Weights)
	if err != nil {
		return nil, err
	}
	p := &predictor[E]{job: job, net: net, model: model, heads: job.views()}
	if p.thresholds, err = thresholdsOf(job, net, model); err != nil {
		return nil, err
	}
	for _, head := range p.heads {
		var texts []string
		if head.hasClasses() {
			texts = csvTexts(head.classTexts())
		}
		p.classes = append(p.classes, texts)
	}
	return p, nil
}

// predict answers what comes from standard input. Before it returns an error about a row, the predictions of the rows
// before are written. The failures are the rows that the job lets pass.
func predict[E Float](job *Job, net *network[E], r io.Reader, w io.Writer) (failures, error) {
	p, err := newPredictor(job, net)
	if err != nil {
		return failures{}, err
	}
	o := job.options()
	o.Eager = true
	if err := p.open("stdin", r, o); err != nil {
		return failures{}, err
	}
	err = p.answer(w)
	return p.failed, err
}

// answer writes the header and answers the rows that come, on as many cores as there are, in their order. Whoever waits for
// more gets the answers to all that came before.
func (p *predictor[E]) answer(w io.Writer) error {
	p.w, p.rows, p.failed = w, 0, failures{}
	if _, err := w.Write([]byte(predictHeader(p.job))); err != nil {
		return err
	}
	pool := sync.Pool{New: func() any { return newReplies(p) }}
	return csv.Each(p.r, func(b *csv.Block) *replies[E] {
		a := pool.Get().(*replies[E])
		a.block(b)
		return a
	}, func(a *replies[E]) error {
		defer pool.Put(a)
		return p.take(a)
	})
}

// open reads the header and finds the columns.
func (p *predictor[E]) open(name string, source io.Reader, o csv.Options) (err error) {
	if p.r, err = csv.NewReader(name, source, o); err != nil {
		return err
	}
	if p.inputs, err = predictColumns(p.r, p.job); err != nil {
		return err
	}
	p.keep, err = findAll(p.r, p.job.Keep)
	return err
}

// take writes the answers to the next block.
func (p *predictor[E]) take(a *replies[E]) error {
	for _, err := range []error{a.failed.first, a.err} {
		if infinite, ok := err.(*infiniteOutput); ok {
			infinite.row += p.rows
		}
	}
	if err := p.observe(a); err != nil {
		return err
	}
	p.rows += a.rows
	p.failed.add(a.failed.n, a.failed.first)
	if len(a.text) > 0 {
		if _, err := p.w.Write(a.text); err != nil {
			return err
		}
	}
	return a.err
}

// infiniteOutput is an answer that is none.
type infiniteOutput struct {
	file string
	row  int // from 0; in its block, until the blocks before are written
}

// Error tells of which row.
func (e *infiniteOutput) Error() string { return outputError(e.file, e.row).Error() }
