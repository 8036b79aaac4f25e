package train

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
)

// columns are the positions of inputs and targets in a row, and of its weight, or -1.
type columns struct {
	inputs  []int
	targets []int
	weight  int
}

// dataColumns finds inputs, targets and weight in the header of a training file.
func dataColumns(r *csv.Reader, job *Job) (columns, error) {
	weight, err := weightColumn(r, job)
	if err != nil {
		return columns{}, err
	}
	targets, err := targetColumns(r, job, weight)
	if err != nil {
		return columns{}, err
	}
	inputs, err := inputColumns(r, job, append([]int{weight}, targets...))
	if err != nil {
		return columns{}, err
	}
	for _, c := range targets {
		if slices.Contains(inputs, c) {
			return columns{}, r.HeaderErrorf(c, "column %s is both an input and the target; name the target column", quote(r.Header[c]))
		}
	}
	return columns{inputs, targets, weight}, nil
}

// weightColumn finds the column that weighs rows; -1 where there is none.
func weightColumn(r *csv.Reader, job *Job) (int, error) {
	if job.Weight == "" {
		return -1, nil
	}
	return find(r, job.Weight)
}

func targetColumns(r *csv.Reader, job *Job, weight int) ([]int, error) {
	named, err := findAll(r, job.targetNames())
	if err != nil {
		return nil, err
	}
	n := job.unnamed()
	last := lastColumns(r, n, append([]int{weight}, named...))
	if len(last) < n {
		return nil, r.HeaderErrorf(0, "the last %s should hold the target, but the file has %s%s",
			words.Count(n, "column"), words.Count(len(r.Header), "column"), separatorHint(r))
	}
	var found []int
	for _, v := range job.views() {
		from := &named
		if len(v.ownTargets()) == 0 {
			from = &last
		}
		found, *from = append(found, (*from)[:v.targets]...), (*from)[v.targets:]
	}
	return found, nil
}

// lastColumns are the last n columns but for those that are taken, or as many as there are.
func lastColumns(r *csv.Reader, n int, taken []int) []int {
	var last []int
	for c := len(r.Header) - 1; c >= 0 && len(last) < n; c-- {
		if !slices.Contains(taken, c) {
			last = append(last, c)
		}
	}
	slices.Reverse(last)
	return last
}

// inputColumns finds the inputs: by name, or all columns but the others, the first of which is the weight, or -1.
func inputColumns(r *csv.Reader, job *Job, others []int) ([]int, error) {
	if len(job.Inputs) > 0 {
		return findAll(r, job.Inputs)
	}
	if doubt := r.Doubt(); doubt != "" {
		return nil, r.HeaderErrorf(0, "%s", doubt)
	}
	var inputs []int
	for c := range r.Header {
		if !slices.Contains(others, c) {
			inputs = append(inputs, c)
		}
	}
	if len(inputs) != job.NumInputs {
		return nil, r.HeaderErrorf(0, "the network has %s, but the file has %s beside %s%s", words.Count(job.NumInputs, "input"),
			words.Count(len(inputs), "column"), beside(others), separatorHint(r))
	}
	return inputs, nil
}

// beside counts the columns that are no inputs; the first is that of the weight, or -1.
func beside(others []int) string {
	text := words.Count(len(others)-1, "target")
	if others[0] >= 0 {
		text += " and the weight"
	}
	return text
}

// predictColumns finds the inputs in the header of rows to predict, where
// targets and weight may be there or not.
func predictColumns(r *csv.Reader, job *Job) ([]int, error) {
	if len(job.Inputs) > 0 {
		return findAll(r, job.Inputs)
	}
	weight := -1
	if job.Weight != "" {
		weight = slices.Index(r.Header, job.Weight)
	}
	others := []int{weight}
	for c, name := range r.Header {
		if slices.Contains(job.targetNames(), name) {
			others = append(others, c)
		}
	}
	free := len(r.Header) - numbers.Bit(weight >= 0) - (len(others) - 1)
	if n := job.unnamed(); n > 0 && free == job.NumInputs+n {
		others = append(others, lastColumns(r, n, others)...)
	}
	return inputColumns(r, job, others)
}

func findAll(r *csv.Reader, names []string) ([]int, error) {
	found := make([]int, len(names))
	for i, name := range names {
		c, err := find(r, name)
		if err != nil {
			return nil, err
		}
		found[i] = c
	}
	return found, nil
}

// find is the position of the one column of that name.
func find(r *csv.Reader, name string) (int, error) {
	name = strings.TrimSpace(name)
	c := slices.Index(r.Header, name)
	if c < 0 {
		return 0, r.HeaderErrorf(0, "there is no column %s%s%s", quote(name), suggest(name, "the columns are", r.Header), headerHint(r))
	}
	if again := slices.Index(r.Header[c+1:], name); again >= 0 {
		return 0, r.HeaderErrorf(c+1+again, "a second column %s; rename or remove one of them", quote(name))
	}
	return c, nil
}

// headerHint says what may be wrong with a header that lacks a column.
func headerHint(r *csv.Reader) string {
	if doubt := r.Doubt(); doubt != "" {
		return "; " + doubt
	}
	if title := r.Title(); title != "" {
		return "; " + title
	}
	return separatorHint(r)
}

// separatorHint recognizes files whose fields are separated by something else than was said.
func separatorHint(r *csv.Reader) string {
	if len(r.Header) == 1 && strings.ContainsAny(r.Header[0], ",;\t|") {
		return fmt.Sprintf("; the separator is the %s, as data.separator says", csv.SeparatorName(r.Separator))
	}
	return ""
}
