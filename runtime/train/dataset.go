package train

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// dataset holds the rows of a CSV file, raw.
type dataset[E Float, In any] struct {
	xs      []In
	targets []E // width values a row; for binary and multiclass the index of the class
	width   int
	columns columns
	header  []string
}

func (d *dataset[E, In]) rows() int { return len(d.xs) }

func (d *dataset[E, In]) target(row int) []E {
	return d.targets[row*d.width : (row+1)*d.width]
}

// readDataset reads the file of the job; input views an input array as a slice.
func readDataset[E Float, In any](job *Job, input func(*In) []E) (*dataset[E, In], error) {
	file, err := os.Open(job.Data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", job.dataName(), withoutPath(err))
	}
	defer file.Close()
	return parseDataset(job, file, input)
}

// withoutPath drops the path from an error of the os package: the message
// already begins with the name that the user knows.
func withoutPath(err error) error {
	if pathError, ok := errors.AsType[*os.PathError](err); ok {
		return pathError.Err
	}
	return err
}

func parseDataset[E Float, In any](job *Job, r io.Reader, input func(*In) []E) (*dataset[E, In], error) {
	t, err := newTable(job.dataName(), r)
	if err != nil {
		return nil, err
	}
	found, err := dataColumns(t, job)
	if err != nil {
		return nil, err
	}
	d := &dataset[E, In]{width: len(found.targets), columns: found, header: t.header}
	cell := newCells[E](t)
	target := targetReader(cell, job)
	for err = t.next(); err == nil; err = t.next() {
		if err := d.add(cell, target, input); err != nil {
			return nil, err
		}
	}
	if err != io.EOF {
		return nil, err
	}
	if d.rows() == 0 {
		return nil, fmt.Errorf("%s:1:1: there is no row after the header; add rows of data", t.name)
	}
	return d, nil
}

// targetReader is the way in which the task reads a field with a target.
func targetReader[E Float](cell cells[E], job *Job) func(field int) (E, error) {
	switch job.Task {
	case Regression:
		return cell.number
	case Multilabel:
		return cell.zeroOrOne
	}
	index := map[string]int{}
	for i, text := range job.classTexts() {
		index[text] = i
	}
	return func(field int) (E, error) { return cell.class(field, index, job.Labels) }
}

// add appends the current record of the table.
func (d *dataset[E, In]) add(cell cells[E], target func(int) (E, error), input func(*In) []E) error {
	d.xs = append(d.xs, *new(In))
	x := input(&d.xs[len(d.xs)-1])
	if err := readInputs(cell, d.columns.inputs, x); err != nil {
		return err
	}
	for _, field := range d.columns.targets {
		v, err := target(field)
		if err != nil {
			return err
		}
		d.targets = append(d.targets, v)
	}
	return nil
}

// readInputs fills x from the fields of the current record.
func readInputs[E Float](cell cells[E], fields []int, x []E) error {
	for i, field := range fields {
		v, err := cell.number(field)
		if err != nil {
			return err
		}
		x[i] = v
	}
	return nil
}
