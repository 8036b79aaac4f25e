package train

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// tableJob is a job with an input of every type; the rows follow.
func tableJob(t *testing.T, rows string) *Job {
	return &Job{
		Mode: ModeTrain, Task: Regression, NumInputs: 6, NumOutputs: 1, Targets: []string{"y"}, Inputs: []string{"fare", "port", "smoker", "grade", "since", "since"},
		Table: []Entry{
			{Type: Number, Optional: true, Log1p: true, Normalize: Robust, Fill: Median, Bins: 2, MissingRow: -1, UnknownRow: -1},
			{Type: Category, Values: []string{"C", "NA", "S"}, Optional: true, Unknown: true, MissingRow: 3, UnknownRow: 4, Weights: []Weights{{From: 1, Row: 1, Step: 6, N: 1}}},
			{Type: Bool, Optional: true, Fill: Mean, MissingRow: -1, UnknownRow: -1},
			{Type: Ordinal, Values: []string{"1", "2", "3"}, MissingRow: -1, UnknownRow: -1},
			{Type: Date, Format: "2006-01-02", Part: "year"}, {Type: Date, Format: "2006-01-02", Part: "weekday"},
		},
		Data: write(t, "table.csv", "fare,port,smoker,grade,since,y\n"+rows), DataShown: "table.csv",
	}
}

// TestTypedRows: each type reads its texts; a listed value wins over the texts that say that there is none.
func TestTypedRows(t *testing.T) {
	job := tableJob(t, "1.5,C,yes,1,2024-02-29,1\n,NA,0,3.0,1999-12-31,1\nNA,?,NA,2,2000-01-02,1\n0, S ,N,2,2000-01-01,1\n2,null,f,2,2000-01-01,1\n")
	d, err := readDataset[float32](job, 6)
	if err != nil {
		t.Fatal(err)
	}
	nan := float32(math.NaN())
	for i, want := range [][6]float32{{1.5, 0, 1, 0, 2024, 4}, {nan, 1, 0, 2, 1999, 5}, {nan, 3, nan, 1, 2000, 0}, {0, 2, 0, 1, 2000, 6}, {2, nan, 0, 1, 2000, 6}} {
		if got := d.x(i); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("row %d: %v, want %v", i, got, want)
		}
	}
}

// TestTypedProblems: what a type cannot read is an error with its place and a remedy.
func TestTypedProblems(t *testing.T) {
	for row, want := range map[string]string{
		"1,C,yes,4,2024-02-29,1":    `table.csv:2:9: "4" in column "grade" is none of the values (the values are: 1, 2, 3); list it, or write unknown: zeros`,
		"1,C,yes,,2024-02-29,1":     `table.csv:2:9: column "grade" is empty here; fill it in, or write missing: own`,
		"1,C,maybe,1,2024-02-29,1":  `table.csv:2:5: "maybe" in column "smoker" is no word for true or false`,
		"1,C,yes,1,29.2.2024,1":     `table.csv:2:11: "29.2.2024" in column "since" is no date in the format "2006-01-02"`,
		"-1,C,yes,1,2024-02-29,1":   `table.csv:2:1: "-1" in column "fare" is not greater than -1`,
		"much,C,yes,1,2024-02-29,1": `table.csv:2:1: "much" in column "fare" is not a number`,
	} {
		_, err := readDataset[float32](tableJob(t, row+"\n"), 6)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", row, err, want)
		}
	}
}

// TestFitTable holds what is fitted against numpy's numbers: of the values of the training part alone.
func TestFitTable(t *testing.T) {
	s := &session[float32]{job: tableJob(t, "0,C,1,1,2000-01-01,1\n1,C,1,1,2000-01-01,1\n3,S,0,1,2000-01-01,1\n,S,,1,2000-01-01,1\n7,S,1,1,2000-01-01,1\n900,C,0,1,2000-01-01,1\n")}
	var fill, edges, offset, scale []float32
	s.net = &network[float32]{
		inputs:        6,
		SetInputFill:  func(_ model[float32], v []float32) { fill = v },
		SetInputEdges: func(_ model[float32], v []float32) { edges = v },
		SetInputNorm:  func(_ model[float32], o, c []float32) { offset, scale = o, c },
	}
	d, err := readDataset[float32](s.job, 6)
	if err != nil {
		t.Fatal(err)
	}
	s.data = d
	if err := s.fitTable([]int{0, 1, 2, 3, 4}); err != nil {
		t.Fatal(err)
	}
	// fare is 0, 1, 3, 7: its median 2, its quartiles 0.75 and 4; log1p of it 0, 0.693147, 1.386294, 2.079442.
	near := func(got []float32, want ...float32) bool {
		return slices.EqualFunc(got, want, func(a, b float32) bool { return math.Abs(float64(a-b)) < 1e-6 })
	}
	if !near(fill, 2, 0, 0.75, 0, 0, 0) {
		t.Errorf("fills %v", fill)
	}
	if !near(edges, 0, 2, 7) {
		t.Errorf("edges %v", edges)
	}
	if !near(offset, 1.0397208, 0, 0, 0, 0, 0) || !near(scale, 1.0397208, 1, 1, 1, 1, 1) {
		t.Errorf("offset %v, scale %v", offset, scale)
	}
}

// TestRobustScale: where the quartiles are equal half the range stands for their distance, and else 1.
func TestRobustScale(t *testing.T) {
	for _, c := range []struct {
		values        []float64
		offset, scale float64
	}{{[]float64{1, 2, 3, 4, 5}, 3, 2}, {[]float64{0, 5, 5, 5, 5, 5, 9}, 5, 4.5}, {[]float64{7, 7}, 7, 1}, {nil, 0, 1}} {
		if o, s := robust(c.values); o != c.offset || s != c.scale {
			t.Errorf("%v: %v and %v, want %v and %v", c.values, o, s, c.offset, c.scale)
		}
	}
}

// TestMostFrequent: of several the first.
func TestMostFrequent(t *testing.T) {
	for want, list := range map[float64][]float64{0: {0, 0, 1, 1}, 2: {0, 2, 2, 3}, 5: {5}} {
		if got := mostFrequent(list); got != want {
			t.Errorf("%v: %v", list, got)
		}
	}
}

// TestUnusedWeights: weights of values that no training row has are 0, and those of the others stay.
func TestUnusedWeights(t *testing.T) {
	s := &session[float32]{job: tableJob(t, "0,C,1,1,2000-01-01,1\n1,?,1,1,2000-01-01,1\n")}
	s.net = &network[float32]{NumParams: 7}
	d, err := readDataset[float32](s.job, 6)
	if err != nil {
		t.Fatal(err)
	}
	m := &paramsOnly{params: []float32{1, 2, 3, 4, 5, 6, 7}}
	s.data, s.model = d, m
	s.forgetUnused([]int{0, 1})
	if want := []float32{1, 2, 0, 0, 0, 6, 7}; !slices.Equal(m.params, want) {
		t.Errorf("%v, want %v", m.params, want)
	}
	if got := strings.Join(s.unused, ", "); got != `"NA" of column "port", "S" of column "port"` {
		t.Errorf("unused: %s", got)
	}
	if got := strings.Join(s.gapless, ", "); got != `"port"` {
		t.Errorf("without gaps: %s", got)
	}
}

// paramsOnly is a model that has nothing but parameters.
type paramsOnly struct {
	model[float32]
	params []float32
}

func (m *paramsOnly) Params(dst []float32)    { copy(dst, m.params) }
func (m *paramsOnly) SetParams(src []float32) { copy(m.params, src) }

// TestOfTheTrainingPart: what is fitted is of the training part alone.
func TestOfTheTrainingPart(t *testing.T) {
	var rows strings.Builder
	for i := range 40 {
		fmt.Fprintf(&rows, "%d,C,1,1,2000-01-01,1\n", i*i)
	}
	job := tableJob(t, rows.String())
	job.Validation, job.Test, job.SplitSeed = 0.25, 0.25, 3
	s := &session[float32]{job: job}
	var fill []float32
	s.net = &network[float32]{
		NumParams: 7, inputs: 6,
		New:           func(uint64) model[float32] { return &paramsOnly{params: make([]float32, 7)} },
		NewTrainer:    func(model[float32]) trainer[float32] { return nil },
		SetInputFill:  func(_ model[float32], v []float32) { fill = v },
		SetInputEdges: func(model[float32], []float32) {},
		SetInputNorm:  func(model[float32], []float32, []float32) {},
	}
	p, err := s.prepare()
	if err != nil {
		t.Fatal(err)
	}
	var fares []float64
	for _, row := range p.train {
		fares = append(fares, float64(row*row))
	}
	slices.Sort(fares)
	if want := (fares[9] + fares[10]) / 2; len(fares) != 20 || float64(fill[0]) != want {
		t.Errorf("the median is %v, want %v of %v", fill[0], want, fares)
	}
}
