package train

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/runtime/csv"
)

// again reads some columns of the job's file once more, as float64, until visit has seen enough. What is no number is
// NaN or +Inf. Without a CSV, and where it cannot be read, there are no rows.
func again(job *Job, fields []int, visit func(values []float64) (more bool)) {
	if job.Data == "" || HoldsArrays(job.Data) || len(fields) == 0 {
		return
	}
	source, _, err := csv.Open(job.Data)
	if err != nil {
		return
	}
	defer source.Close()
	r, err := csv.NewReader(job.dataName(), source, job.options())
	if err != nil {
		return
	}
	var entries []csv.Entry[float64]
	for _, c := range fields {
		entries = append(entries, csv.Entry[float64]{Column: c, Missing: job.missing()})
	}
	plan, b := csv.NewPlan(len(r.Header), entries), &csv.Block{}
	for err == nil && r.Next(b) == nil {
		err = plan.Rows(b, func(row []float64, problems []csv.Problem) error {
			if len(problems) > 0 && problems[0].Kind >= csv.QuoteInside || visit(row) {
				return nil
			}
			return io.EOF
		})
	}
}

// differing are the fields with values that differ in float64, though float32 makes of them the one number in same that a field
// has in the training part.
func differing(job *Job, fields []int, same []float64) []int {
	differs, first := make([]bool, len(fields)), make([]float64, len(fields))
	for i := range first {
		first[i] = math.NaN()
	}
	again(job, fields, func(values []float64) bool {
		for i, v := range values {
			if float64(float32(v)) != same[i] {
				continue
			}
			if math.IsNaN(first[i]) {
				first[i] = v
			}
			differs[i] = differs[i] || v != first[i]
		}
		return slices.Contains(differs, false)
	})
	var list []int
	for i, d := range differs {
		if d {
			list = append(list, fields[i])
		}
	}
	return list
}

// codesHint is what to write where the classes are names, as the text is, or numbers, as many as there are outputs, but not
// 0 to K-1.
func codesHint(job *Job, field int, text string) string {
	if _, err := strconv.ParseFloat(text, 64); errors.Is(err, strconv.ErrSyntax) {
		return "; where they have names, list these under output: labels: [NAME, NAME]"
	}
	classes := len(job.classTexts())
	codes := map[float64]bool{}
	again(job, []int{field}, func(values []float64) bool {
		if v := values[0]; !math.IsNaN(v) {
			codes[v] = true
		}
		return len(codes) <= classes
	})
	return labelsFor(codes, classes)
}

// labelsFor are the labels to write for these codes, if there are as many as classes.
func labelsFor(codes map[float64]bool, classes int) string {
	if len(codes) != classes || classes > listed {
		return ""
	}
	var sorted []float64
	for v := range codes {
		if v != math.Trunc(v) || math.IsInf(v, 0) {
			return ""
		}
		sorted = append(sorted, v)
	}
	slices.Sort(sorted)
	var texts []string
	for _, v := range sorted {
		texts = append(texts, strconv.FormatFloat(v, 'f', -1, 64))
	}
	return fmt.Sprintf("; write labels: [%s] under output", strings.Join(texts, ", "))
}
