package verify

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/verify/probe"
)

func drawn(t *testing.T, src string) *trial {
	t.Helper()
	trial, err := newTrial(parse(t, src), 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := trial.draw(); err != nil {
		t.Fatal(err)
	}
	return trial
}

const wide = "{version: 1, model: wide, inputs: 3, normalize: minmax, layers: [{units: 20000}, {units: 3, init: zeros}, {units: 2}], " +
	"output: {task: regression, normalize: standard}, train: {batch: %d, epochs: 41}}"

// slim is wide where kinks do not matter: its rows are drawn in no time.
var slim = strings.Replace(wide, "20000", "200", 1)

// A row of this network comes close to a kink now and then, so that a batch which does not was chosen.
func TestDrawKeepsAwayFromKinks(t *testing.T) {
	thorough.Only(t)
	a := drawn(t, fmt.Sprintf(wide, 30))
	a.oracle.Watch(true)
	for i, x := range a.req.X {
		if a.oracle.Loss([][]float64{x}, a.req.Targets[i:i+1]); a.oracle.NearKink() {
			t.Errorf("row %d is near a kink", i)
		}
	}
	if b := drawn(t, fmt.Sprintf(wide, 30)); !reflect.DeepEqual(a.req, b.req) {
		t.Error("drawn again, the request is another")
	}
}

func TestDrawIsExactAndWhole(t *testing.T) {
	r := drawn(t, fmt.Sprintf(slim, 30)).req
	rows := append(append([][]float64{r.Params, r.InputOffset, r.InputScale, r.OutputOffset, r.OutputScale}, r.X...), r.Targets...)
	for _, row := range rows {
		if len(row) == 0 {
			t.Error("there is an empty list")
		}
		for i, v := range row {
			if v == 0 || v != float64(float32(v)) {
				t.Fatalf("entry %d is %v", i, v)
			}
		}
	}
	var want []probe.Part
	for i := range 5 {
		want = append(want, probe.Part{Epoch: 10 * i, From: 6 * i, To: 6*i + 6, Rate: 0.001})
	}
	if !reflect.DeepEqual(r.Steps, want) {
		t.Errorf("steps %v", r.Steps)
	}
}

func TestRows(t *testing.T) {
	for _, c := range []struct {
		src  string
		rows int
	}{
		{fmt.Sprintf(slim, 1), 1},
		{fmt.Sprintf(slim, 7), 7},
		{fmt.Sprintf(slim, 5000), maxRows},
		{"{version: 1, model: large, inputs: 5000, layers: [{units: 2000}, {units: 2}], output: {task: multilabel}}", 6},
	} {
		if c.rows == 6 && !thorough.All() {
			continue
		}
		if r := drawn(t, c.src).req; len(r.X) != c.rows || len(r.Targets) != c.rows {
			t.Errorf("%d and %d rows, want %d: %s", len(r.X), len(r.Targets), c.rows, c.src)
		}
	}
}

func TestTargets(t *testing.T) {
	classes := map[float64]bool{}
	for _, row := range drawn(t, "{version: 1, model: a, inputs: 2, layers: [{units: 3}], output: {task: multiclass}}").req.Targets {
		classes[row[0]] = true
	}
	if want := map[float64]bool{0: true, 1: true, 2: true}; !reflect.DeepEqual(classes, want) {
		t.Errorf("classes %v", classes)
	}
	labels := map[float64]bool{}
	for _, row := range drawn(t, "{version: 1, model: a, inputs: 2, layers: [{units: 3}], output: {task: multilabel}}").req.Targets {
		for _, v := range row {
			labels[v] = true
		}
	}
	if want := map[float64]bool{0: true, 1: true}; !reflect.DeepEqual(labels, want) {
		t.Errorf("labels %v", labels)
	}
}

func TestNoBatch(t *testing.T) {
	trial, err := newTrial(parse(t, fmt.Sprintf(wide, 4)), 1)
	if err != nil {
		t.Fatal(err)
	}
	trial.precision.shake = 0.1 // as if the precision had three bits
	if err := trial.draw(); err != errNoBatch {
		t.Errorf("got %v", err)
	}
}

// TestFewerRows: where rows share the statistics of a batch_norm and have many entries before a relu, some entry of a whole batch is always
// close to its kink. Fewer rows are compared then.
func TestFewerRows(t *testing.T) {
	thorough.Only(t)
	trial, err := newTrial(parse(t, `version: 1
model: shared
inputs: 2
layers:
  - {units: 9000, activation: linear}
  - {kind: batch_norm, activation: relu}
  - {units: 3, activation: softmax}
output: {task: multiclass}
train: {batch: 80}
`), 1)
	if err != nil {
		t.Fatal(err)
	}
	trial.req.Params = trial.params()
	trial.constants()
	trial.prepare(trial.oracle, 0)
	trial.prepare(trial.shaken, trial.precision.shake)
	if err := trial.batch(); err != nil {
		t.Fatal(err)
	}
	if rows := len(trial.req.X); rows < fewestRows || rows > 40 {
		t.Errorf("%d rows are compared", rows)
	}
}
