package train

import (
	"math"
	"slices"
	"testing"
)

// detailOf runs a job with a report and returns what it tells for it.
func detailOf[E Float, In, T, Out any](t *testing.T, job *Job, f *fake[E, In, T, Out]) *Detail {
	t.Helper()
	job.Report = true
	all := ran(t, 0, job, f)
	if n := len(all); n < 2 || all[n-2].Event != EventDetail || all[n-1].Event != EventDone {
		t.Fatalf("the last events are %+v", all[max(0, n-2):])
	}
	return all[len(all)-2].Detail
}

// TestDetail: of y = 3a - 2b + 5, where a spreads 860 and b hardly 4, a is what counts; the columns are summarized, and the
// predictions lie on the line.
func TestDetail(t *testing.T) {
	d := detailOf(t, planeJob(t), linearFake(0.1))
	if len(d.Importance) != 2 || d.Importance[0].Column != "a" || d.Importance[0].Drop < 1 || math.Abs(d.Importance[1].Drop) > 0.01 {
		t.Errorf("importance %+v", d.Importance)
	}
	var names []string
	for _, c := range d.Columns {
		names = append(names, c.Name)
	}
	if !slices.Equal(names, []string{"y", "a", "b"}) {
		t.Fatalf("columns %v", names)
	}
	if a := d.Columns[1]; a.Role != RoleInput || a.Rows != 60 || *a.Low != 0 || *a.High != 900 || *a.Mean != 450 || math.Abs(*a.Deviation-287.228) > 1e-3 {
		t.Errorf("column a: %+v", a)
	}
	p := d.Predictions[0]
	if len(p.Targets) != 12 || p.Output != "y" {
		t.Fatalf("%d predictions of %s", len(p.Targets), p.Output)
	}
	for i, want := range p.Targets {
		if math.Abs(p.Predicted[i]-want) > 20 {
			t.Errorf("predicted %v, want %v", p.Predicted[i], want)
		}
	}
}

// TestShufflingPutsBack: the rows are after the importance what they were, so that the weights file says the same of them.
func TestShufflingPutsBack(t *testing.T) {
	job, plain := planeJob(t), planeJob(t)
	detailOf(t, job, linearFake(0.1))
	ran(t, 0, plain, linearFake(0.1))
	if read(t, job.Out) != read(t, plain.Out) {
		t.Error("with a report the weights differ")
	}
}

// TestSummaryOfTexts: classes and values are counted, the most frequent first.
func TestSummaryOfTexts(t *testing.T) {
	job := planeJob(t)
	job.Task, job.Labels, job.Targets, job.NormalizeOutputs = Multiclass, []string{"low", "middle", "high"}, []string{"k"}, None
	job.NumOutputs, job.Validation, job.Test = 3, 0, 0
	job.Table = []Entry{{Type: Number}, {Type: Category, Values: []string{"red", "blue"}, Unknown: true}}
	job.Data = write(t, "kinds.csv", "a,b,k\n1,red,low\n2,blue,low\n3,blue,high\n4,green,high\n5,red,high\n6,blue,middle\n")
	d := detailOf(t, job, classFake())
	if k := d.Columns[0]; k.Type != Class || !slices.Equal(k.Values, []Value{{"high", 3}, {"low", 2}, {"middle", 1}}) {
		t.Errorf("%+v", k)
	}
	if b := d.Columns[2]; b.Rows != 6 || b.Kinds != 3 || !slices.Equal(b.Values, []Value{{"blue", 3}, {"red", 2}, {"(unknown)", 1}}) {
		t.Errorf("%+v", b)
	}
	var c Column
	c.count([]int{0, 1, 2}, []string{"false", "true"}, func(row int) float64 { return []float64{math.NaN(), 1, 1}[row] })
	if c.Missing != 1 || c.Rows != 2 || !slices.Equal(c.Values, []Value{{"true", 2}}) {
		t.Errorf("%+v", c)
	}
}

// TestReliabilities: the intervals with rows, in their order.
func TestReliabilities(t *testing.T) {
	got := reliabilities([]said{{0.99, true}, {0.97, false}, {0.01, false}})
	want := []Reliability{{1, 0.01, 0}, {2, 0.98, 0.5}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
