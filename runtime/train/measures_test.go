package train

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"reflect"
	"strconv"
	"testing"
)

// measured is what scikit-learn says in testdata/measures.json; lists are by label or output.
type measured struct {
	Precision, Recall, F1 []float64
	Support               []int
	MacroF1               *float64 `json:"macro_f1"`
	AUC                   *float64
	LogLoss               *float64 `json:"log_loss"`
	ECE                   *float64
	Confusion             [][]int
	RMSE, MAE, R2         *float64
	Outputs               struct{ RMSE, MAE, R2 []float64 }
}

// TestMeasuresAreThoseOfScikitLearn holds everything that is measured against testdata/measures.py.
func TestMeasuresAreThoseOfScikitLearn(t *testing.T) {
	text, err := os.ReadFile("testdata/measures.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases map[string]struct {
		Task             string
		Outputs, Targets [][]float64
		Want             measured
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for name, c := range cases {
		var got Measures
		if c.Task == Regression {
			got = measuredValues(c.Outputs, c.Targets)
		} else {
			a := newAnswers(c.Task, textsTo(max(2, len(c.Outputs[0]))), 64)
			for i, y := range c.Outputs {
				a.add(y, c.Targets[i])
			}
			got = a.measures()
		}
		sameMeasures(t, name, got, c.Want)
	}
}

func measuredValues(outputs, targets [][]float64) Measures {
	v := newValues(len(outputs[0]))
	var rows []int
	for i, y := range outputs {
		rows = append(rows, i)
		for j := range y {
			d := targets[i][j] - y[j]
			v.squares[j] += d * d
			v.absolute[j] += math.Abs(d)
		}
	}
	of := spreads(rows, len(outputs[0]), func(row int) []float64 { return targets[row] })
	return v.measures(textsTo(len(outputs[0])), of, len(rows))
}

func textsTo(n int) (texts []string) {
	for k := range n {
		texts = append(texts, strconv.Itoa(k))
	}
	return texts
}

func sameMeasures(t *testing.T, name string, got Measures, want measured) {
	t.Helper()
	for what, pair := range map[string][2]*float64{
		"macro_f1": {got.MacroF1, want.MacroF1}, "auc": {got.AUC, want.AUC}, "log_loss": {got.LogLoss, want.LogLoss}, "ece": {got.ECE, want.ECE},
		"rmse": {got.RMSE, want.RMSE}, "mae": {got.MAE, want.MAE}, "r2": {got.R2, want.R2},
	} {
		if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && !near(*pair[0], *pair[1]) {
			t.Errorf("%s: %s is %s, want %s", name, what, shown(pair[0]), shown(pair[1]))
		}
	}
	for k, f1 := range want.F1 {
		label := strconv.Itoa(k)
		if !near(got.F1[label], f1) || !near(got.Precision[label], want.Precision[k]) || !near(got.Recall[label], want.Recall[k]) || got.Support[label] != want.Support[k] {
			t.Errorf("%s: label %s has precision %v, recall %v, F1 %v of %d rows", name, label, got.Precision[label], got.Recall[label], got.F1[label], got.Support[label])
		}
	}
	for j, r2 := range want.Outputs.R2 {
		of := got.Outputs[strconv.Itoa(j)]
		if !near(of.R2, r2) || !near(of.RMSE, want.Outputs.RMSE[j]) || !near(of.MAE, want.Outputs.MAE[j]) {
			t.Errorf("%s: output %d has %+v", name, j, of)
		}
	}
	if !reflect.DeepEqual(got.Confusion, want.Confusion) || len(got.F1) != len(want.F1) || len(got.Outputs) != len(want.Outputs.R2) {
		t.Errorf("%s: %+v", name, got)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) }

func shown(v *float64) string {
	if v == nil {
		return "absent"
	}
	return fmt.Sprint(*v)
}

// TestManyClassesTellThePairsMistaken: beyond 20 classes no matrix is kept, but the worst pairs, in a fixed order.
func TestManyClassesTellThePairsMistaken(t *testing.T) {
	a := newAnswers(Multiclass, textsTo(30), 32)
	row := func(target, answer, times int) {
		for range times {
			y := make([]float64, 30)
			y[answer] = 1
			a.add(y, []float64{float64(target)})
		}
	}
	for k := range 12 {
		row(k, k+1, 1)
	}
	row(7, 29, 3)
	row(5, 5, 9)
	m := a.measures()
	if m.Confusion != nil || len(m.Confused) != worstPairs {
		t.Fatalf("%+v", m)
	}
	want := []Confused{{"7", "29", 3}, {"0", "1", 1}, {"1", "2", 1}}
	if !reflect.DeepEqual(m.Confused[:3], want) {
		t.Errorf("got %v, want %v first", m.Confused, want)
	}
}
