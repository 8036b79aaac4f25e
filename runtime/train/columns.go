package train

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// columns are the positions of inputs and targets in a record.
type columns struct {
	inputs  []int
	targets []int
}

// dataColumns finds inputs and targets in the header of a training file.
func dataColumns(t *table, job *Job) (columns, error) {
	targets, err := targetColumns(t, job)
	if err != nil {
		return columns{}, err
	}
	inputs, err := inputColumns(t, job, targets)
	if err != nil {
		return columns{}, err
	}
	for _, c := range targets {
		if slices.Contains(inputs, c) {
			return columns{}, t.errorf(c, "column %s is both an input and the target; name the target column", quote(t.header[c]))
		}
	}
	return columns{inputs, targets}, nil
}

func targetColumns(t *table, job *Job) ([]int, error) {
	if names := job.targetNames(); len(names) > 0 {
		return findAll(t, names)
	}
	return lastColumns(t, job.targetWidth())
}

func lastColumns(t *table, n int) ([]int, error) {
	if len(t.header) < n {
		return nil, t.errorf(0, "the last %s should hold the target, but the file has %s%s",
			count(n, "column"), count(len(t.header), "column"), separatorHint(t))
	}
	last := make([]int, n)
	for i := range last {
		last[i] = len(t.header) - n + i
	}
	return last, nil
}

// inputColumns finds the inputs: by name, or all columns but the targets.
func inputColumns(t *table, job *Job, targets []int) ([]int, error) {
	if len(job.Inputs) > 0 {
		return findAll(t, job.Inputs)
	}
	var inputs []int
	for c := range t.header {
		if !slices.Contains(targets, c) {
			inputs = append(inputs, c)
		}
	}
	if len(inputs) != job.NumInputs {
		return nil, t.errorf(0, "the network has %s, but the file has %s beside %s%s",
			count(job.NumInputs, "input"), count(len(inputs), "column"), count(len(targets), "target"), separatorHint(t))
	}
	if isData(t.header, inputs) {
		return nil, t.errorf(0, "this looks like a row of data; the first line must name the columns")
	}
	return inputs, nil
}

// isData recognizes the fields of a file without a header: numbers. Numbers
// that rise may be names all the same: of pixels or wavelengths.
func isData(header []string, fields []int) bool {
	rising, last := true, math.Inf(-1)
	for _, field := range fields {
		v, err := strconv.ParseFloat(header[field], 64)
		if err != nil {
			return false
		}
		rising = rising && v > last
		last = v
	}
	return !rising
}

// predictColumns finds the inputs in the header of rows to predict, where the
// targets may be there or not.
func predictColumns(t *table, job *Job) ([]int, error) {
	if len(job.Inputs) > 0 {
		return findAll(t, job.Inputs)
	}
	var targets []int
	for c, name := range t.header {
		if slices.Contains(job.targetNames(), name) {
			targets = append(targets, c)
		}
	}
	if len(job.targetNames()) == 0 && len(t.header) == job.NumInputs+job.targetWidth() {
		targets, _ = lastColumns(t, job.targetWidth())
	}
	return inputColumns(t, job, targets)
}

func findAll(t *table, names []string) ([]int, error) {
	found := make([]int, len(names))
	for i, name := range names {
		c, err := find(t, name)
		if err != nil {
			return nil, err
		}
		found[i] = c
	}
	return found, nil
}

// find is the position of the one column of that name.
func find(t *table, name string) (int, error) {
	c := slices.Index(t.header, name)
	if c < 0 {
		return 0, t.errorf(0, "there is no column %s%s%s", quote(name), suggest(name, "the columns are", t.header), headerHint(t))
	}
	if again := slices.Index(t.header[c+1:], name); again >= 0 {
		return 0, t.errorf(c+1+again, "a second column %s; rename or remove one of them", quote(name))
	}
	return c, nil
}

// headerHint says what may be wrong with a header that lacks a column.
func headerHint(t *table) string {
	if mostlyNumbers(t.header) {
		return "; this looks like a row of data, but the first line must name the columns"
	}
	return separatorHint(t)
}

// mostlyNumbers leaves room for fields of data that are texts, such as labels.
func mostlyNumbers(fields []string) bool {
	numbers := 0
	for _, field := range fields {
		if _, err := strconv.ParseFloat(field, 64); err == nil {
			numbers++
		}
	}
	return 2*numbers > len(fields)
}

// separatorHint recognizes files whose fields are not separated by commas.
func separatorHint(t *table) string {
	if len(t.header) == 1 && strings.ContainsAny(t.header[0], ";\t|") {
		return "; the fields must be separated by commas"
	}
	return ""
}
