package train

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// readArrays reads the arrays of a job.
func readArrays[E Float](job *Job, inputs int) (*dataset[E], error) {
	a, err := openArrays[E](job)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	a.misfit = func(m misfit[E]) error { return fmt.Errorf("%s %s", m.place(), m.sentence(job)) }
	d := newDataset[E](inputs, a.numTargets())
	d.columns, d.header = a.columns()
	if err := newRoom(job.dataName(), d.rowBytes(), 0).check(a.rows(), 1); err != nil {
		return nil, err
	}
	blank := make([]E, inputs)
	d.targets, d.weights, d.leftOut, err = a.read(func(n int) []E {
		if n == d.rows() {
			d.xs.add(blank)
			if job.reading != nil {
				job.reading(d.rows())
			}
		}
		return d.x(n)
	})
	if err == nil && d.rows() == 0 {
		err = fmt.Errorf("%s: the target is missing in every row; there is nothing to learn or to score", job.dataName())
	}
	return d, err
}

// columns say what stands in a row: the inputs, then the targets, each of which has a name in messages.
func (a *arrays[E]) columns() (c columns, header []string) {
	c.weight = -1
	for _, p := range a.job.arrayPorts() {
		for i := range p.Entries {
			c.inputs = append(c.inputs, len(header))
			header = append(header, p.Name+index(p.Shape, i))
		}
	}
	copy(header, a.job.Inputs)
	for _, head := range a.job.views() {
		names := head.targetArrays()
		for i := range head.targets {
			c.targets = append(c.targets, len(header))
			name := names[min(i, len(names)-1)]
			if len(names) < head.targets {
				name += index([]int{head.targets}, i)
			}
			header = append(header, name)
		}
	}
	return c, header
}

// checkArrays reads the arrays of a job as training would, and finds what is wrong with them.
func checkArrays[E Float](job *Job) (*Report, error) {
	report := &Report{}
	a, err := openArrays[E](job)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	report.Arrays = len(a.inputs) + len(a.targets) + len(a.weights)
	found := a.tally()
	row := make([]E, job.NumInputs)
	targets, _, leftOut, err := a.read(func(int) []E { return row })
	if err != nil {
		return nil, err
	}
	report.Rows, report.LeftOut, report.Findings = targets.n, leftOut, found()
	switch {
	case len(report.Findings) > 0:
	case report.Rows == 0:
		report.Findings = []Finding{{Message: "the target is missing in every row", Hint: "there is nothing to learn or to score."}}
	case len(job.Heads) == 0 && job.hasClasses():
		classes := make([]int, len(job.classTexts()))
		for i := range targets.n {
			classes[int(targets.row(i)[0])]++
		}
		report.Findings = job.unseen(classes)
	}
	return report, nil
}

// tally counts what is wrong, by array and kind; what it returns lists it.
func (a *arrays[E]) tally() (found func() []Finding) {
	type kind struct {
		of    *array
		fault parse.Fault
	}
	var first []misfit[E]
	counts := map[kind]int{}
	a.misfit = func(m misfit[E]) error {
		k := kind{m.array, m.fault}
		if counts[k]++; counts[k] == 1 {
			first = append(first, m)
		}
		return nil
	}
	return func() (list []Finding) {
		for _, m := range first {
			message := strings.TrimPrefix(m.place(), a.job.dataName()+": ") + " " + m.sentence(a.job)
			if n := counts[kind{m.array, m.fault}]; n > 1 {
				message += fmt.Sprintf("; %s like this in the array", words.Count(n, "number"))
			}
			list = append(list, Finding{Message: message})
		}
		return list
	}
}
