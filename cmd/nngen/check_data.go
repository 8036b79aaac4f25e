package main

import (
	"fmt"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// data reads the rows of a spec's data as training would, without compiling anything, and says what is wrong with them.
func (c *checker) data(l loaded) (diag.List, error) {
	job := newJob(l.spec, train.ModeTrain)
	if err := c.from.set(job, l, c.stderr); err != nil {
		return nil, err
	}
	check := train.Check[float32]
	if l.spec.Precision == spec.Float64 {
		check = train.Check[float64]
	}
	report, err := check(job)
	if err != nil {
		return nil, refuse(err)
	}
	list := diagnostics(job.DataShown, report)
	if c.json {
		return list, nil
	}
	diag.Render(c.stderr, nil, list)
	if report.Rows == 0 {
		return list, nil
	}
	left := ""
	if report.LeftOut > 0 {
		left = fmt.Sprintf("; left out: %s whose target is missing", words.Count(report.LeftOut, "row"))
	}
	parts := words.Count(report.Columns, "column")
	if report.Arrays > 0 {
		parts = words.Count(report.Arrays, "array")
	}
	_, err = fmt.Fprintf(c.stdout, "%s: %s, %s%s\n", job.DataShown, words.Count(report.Rows, "row"), parts, left)
	return list, refuse(err)
}

// diagnostics are the findings of a report.
func diagnostics(file string, report *train.Report) (list diag.List) {
	for _, f := range report.Findings {
		d := diag.Diagnostic{File: file, Code: "data", Message: f.Message, Hint: f.Hint,
			Span: diag.Span{Pos: diag.Pos{Line: f.Line, Col: f.Column}}}
		if f.Warning {
			d.Severity = diag.Warning
		}
		list = append(list, d)
	}
	return list
}
