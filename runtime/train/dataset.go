package train

import (
	"fmt"
	"io"
	"sync"
	"unsafe"

	"github.com/nngen/nngen/runtime/csv"
)

// dataset holds the rows of the data, raw.
type dataset[E Float] struct {
	xs      pages[E]
	targets pages[E] // width values a row; for binary and multiclass the index of the class
	weights []E      // of the rows; nil unless the job weighs them
	width   int
	columns columns
	header  []string
	leftOut int // rows whose target is missing
}

func newDataset[E Float](inputs, width int) *dataset[E] {
	return &dataset[E]{width: width, xs: newPages[E](inputs, unsafe.Sizeof(E(0))), targets: newPages[E](width, unsafe.Sizeof(E(0)))}
}

func (d *dataset[E]) rows() int { return d.xs.n }

func (d *dataset[E]) x(row int) []E { return d.xs.row(row) }

func (d *dataset[E]) target(row int) []E { return d.targets.row(row) }

// rowBytes is what a row takes in memory, with its places in the order of the rows and in that of an epoch.
func (d *dataset[E]) rowBytes() int64 {
	return int64(d.xs.width+d.width)*int64(unsafe.Sizeof(E(0))) + 3*int64(unsafe.Sizeof(0))
}

// readDataset reads the file of the job, of rows with so many inputs.
func readDataset[E Float](job *Job, inputs int) (*dataset[E], error) {
	if HoldsArrays(job.Data) {
		return readArrays[E](job, inputs)
	}
	source, size, err := csv.Open(job.Data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", job.dataName(), err)
	}
	defer source.Close()
	return parseDataset[E](job, source, size, inputs)
}

// piece is what was read from a block.
type piece[E Float] struct {
	xs      []E
	targets []E
	weights []E
	leftOut int
	bytes   int // of the block
	err     error
}

func parseDataset[E Float](job *Job, source io.Reader, size int64, inputs int) (*dataset[E], error) {
	r, err := csv.NewReader(job.dataName(), source, job.options())
	if err != nil {
		return nil, err
	}
	found, err := dataColumns(r, job)
	if err != nil {
		return nil, err
	}
	l := newLayout[E](r, job, found)
	d := newDataset[E](inputs, len(found.targets))
	d.columns, d.header = found, r.Header
	room := newRoom(job.dataName(), d.rowBytes(), size)
	pool := sync.Pool{New: func() any { return new(piece[E]) }}
	err = csv.Each(r, func(b *csv.Block) *piece[E] {
		p := pool.Get().(*piece[E])
		p.read(l, b)
		return p
	}, func(p *piece[E]) error {
		defer pool.Put(p)
		d.add(p)
		if job.enough > 0 && d.rows() >= job.enough {
			return io.EOF
		}
		if p.err != nil {
			return p.err
		}
		if job.reading != nil {
			job.reading(d.rows())
		}
		return room.check(d.rows(), p.bytes)
	})
	if err != nil && err != io.EOF {
		return nil, err
	}
	if d.rows() == 0 {
		return nil, d.empty(r)
	}
	return d, nil
}

func (d *dataset[E]) empty(r *csv.Reader) error {
	if d.leftOut > 0 {
		return fmt.Errorf("%s:1:1: the target is missing in every row; there is nothing to learn or to score", r.Name)
	}
	return fmt.Errorf("%s:1:1: there is no row after the header; add rows of data", r.Name)
}

func (d *dataset[E]) add(p *piece[E]) {
	d.xs.add(p.xs)
	d.targets.add(p.targets)
	d.weights = append(d.weights, p.weights...)
	d.leftOut += p.leftOut
}

// read reads a block up to the first problem.
func (p *piece[E]) read(l *layout[E], b *csv.Block) {
	p.xs, p.targets, p.weights, p.leftOut = p.xs[:0], p.targets[:0], p.weights[:0], 0
	p.bytes = b.Len()
	n, width := len(l.columns.inputs), len(l.columns.targets)
	p.err = l.plan.Rows(b, func(row []E, problems []csv.Problem) error {
		if (len(problems) == 0 || problems[0].Kind < csv.QuoteInside) && l.untold(row) {
			p.leftOut++
			return nil
		}
		if len(problems) > 0 {
			return l.problemError(b, problems[0])
		}
		p.xs = append(p.xs, row[:n]...)
		p.targets = append(p.targets, row[n:n+width]...)
		p.weights = append(p.weights, row[n+width:]...)
		return nil
	})
}
