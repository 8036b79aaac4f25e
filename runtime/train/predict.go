package train

import (
	"bufio"
	"io"
	"strconv"
)

// predictor answers the rows of a table.
type predictor[E Float, In, T, Out any] struct {
	job    *Job
	net    Network[E, In, T, Out]
	model  Model[E, In, Out]
	cell   cells[E]
	inputs []int // columns
	xs     []In
	ys     []Out

	classes []string // the texts of the classes, as CSV; nil where there are none
	w       *bufio.Writer
	line    []byte
	rows    int // written
}

// predict does a job of ModePredict. Before it returns an error about a row,
// the predictions of the rows before are written.
func predict[E Float, In, T, Out any](job *Job, net Network[E, In, T, Out], r io.Reader, w io.Writer) error {
	model, err := net.Load(job.Weights)
	if err != nil {
		return err
	}
	t, err := newTable("stdin", r)
	if err != nil {
		return err
	}
	inputs, err := predictColumns(t, job)
	if err != nil {
		return err
	}
	p := &predictor[E, In, T, Out]{
		job: job, net: net, model: model, cell: newCells[E](t), inputs: inputs,
		xs: make([]In, chunkRows), ys: make([]Out, chunkRows),
		w: bufio.NewWriterSize(w, 64<<10),
	}
	if job.hasClasses() {
		p.classes = csvTexts(job.classTexts())
	}
	p.w.WriteString(predictHeader(job))
	if err := p.w.Flush(); err != nil {
		return err
	}
	return p.run()
}

// run reads, computes and writes rows, chunk by chunk.
func (p *predictor[E, In, T, Out]) run() error {
	for {
		n, readErr := p.read()
		if n > 0 {
			p.model.ForwardBatch(p.ys[:n], p.xs[:n])
		}
		if err := p.write(p.ys[:n]); err != nil {
			return err
		}
		if readErr == io.EOF {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

// read fills xs and returns how many rows it read before the chunk was full,
// the next row had to be waited for, or an error, among them io.EOF, stopped it.
func (p *predictor[E, In, T, Out]) read() (int, error) {
	for n := range p.xs {
		if n > 0 && !p.cell.t.ready() {
			return n, nil
		}
		if err := p.cell.t.next(); err != nil {
			return n, err
		}
		if err := readInputs(p.cell, p.inputs, p.net.Input(&p.xs[n])); err != nil {
			return n, err
		}
	}
	return len(p.xs), nil
}

// write writes a line for each output and hands them on.
func (p *predictor[E, In, T, Out]) write(ys []Out) error {
	for i := range ys {
		y := p.net.Output(&ys[i])
		if !allFinite(y) {
			p.w.Flush()
			return outputError("stdin", p.rows)
		}
		p.rows++
		p.line = p.line[:0]
		if p.classes != nil {
			p.line = append(append(p.line, p.class(y)...), ',')
		}
		for _, v := range y {
			p.line = strconv.AppendFloat(p.line, float64(v), 'g', -1, p.cell.bits)
			p.line = append(p.line, ',')
		}
		p.line[len(p.line)-1] = '\n'
		if _, err := p.w.Write(p.line); err != nil {
			return err
		}
	}
	return p.w.Flush()
}

// class is the text of the class that y tells.
func (p *predictor[E, In, T, Out]) class(y []E) string {
	if p.job.Task == Multiclass {
		return p.classes[argmax(y)]
	}
	if y[0] >= 0.5 {
		return p.classes[1]
	}
	return p.classes[0]
}
