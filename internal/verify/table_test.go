package verify

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/verify/probe"
)

func examples() []*Report {
	nan := Number(math.NaN())
	update := func(name string, step int, e Number, ok bool) Check {
		return Check{What: Update, Name: name, Step: step, Error: e, Bound: 1e-5, OK: ok, At: "[0]", Got: 1, Want: 2}
	}
	return []*Report{
		{Seed: 7, Model: "right", File: "right.yaml", Precision: "float32", Params: 67, Rows: 16, Steps: 5,
			Checks: []Check{
				{What: Outputs, Name: "Forward", Error: 1e-7, Bound: 1e-4, OK: true},
				{What: Outputs, Name: "ForwardBatch of 3", Error: 2e-7, Bound: 1e-4, OK: true},
				{What: Loss, Name: "Loss", Error: 0, Bound: 1e-4, OK: true},
				{What: Gradient, Name: "dW1", Error: 3e-6, Bound: 1e-4, OK: true},
				{What: Gradient, Name: "db1", Error: 2e-6, Bound: 1e-4, OK: true},
				update("W1", 2, 1e-8, true), update("b1", 4, 2e-8, true)},
			Properties: []probe.Property{{Name: probe.Concurrent}},
			Allocs:     []probe.Allocs{{Func: "Forward"}},
			Weights:    &OfTrained{Weights: "right.safetensors", Data: "rows.csv", Rows: 198, LeftOut: 2, Error: 3e-7, Bound: 1e-4}},
		{Model: "wrong", File: "wrong.yaml", Precision: "float64", Params: 2, Rows: 1, Steps: 5,
			Checks: []Check{
				{What: Outputs, Name: "Forward", Error: Number(math.Inf(1)), Bound: 1e-9, At: "row 0, output 0", Got: Number(math.Inf(1)), Want: 0.5},
				{What: Gradient, Name: "dW1", Error: 2, Bound: 1e-9, At: "[0, 3]", Got: -0.5, Want: 0.5},
				update("W1", 1, nan, false), update("b1", 3, 1e-2, false)},
			Properties: []probe.Property{{Name: probe.Concurrent, Problem: "row 0: outputs: entry 0 is 1 instead of 2"}},
			Allocs:     []probe.Allocs{{Func: "Forward", PerRun: 2}, {Func: "Loss"}, {Func: "Step", PerRun: 1}},
			Weights:    &OfTrained{Weights: "w", Rows: 200, Error: 2, Bound: 1e-9, Problem: "outputs with w: in row 3, error 2.0e+00, bound 1e-09; output 0 is 3 instead of 1"}},
		{Model: "broken", File: "broken.yaml", Precision: "float32", Params: 2, Problem: "the program around the package failed: panic: no"},
	}
}

func TestWriteTable(t *testing.T) {
	var got strings.Builder
	if err := WriteTable(&got, examples()); err != nil {
		t.Fatal(err)
	}
	const want = `
model   precision  parameters  rows  outputs  loss     gradient     update             allocs  concurrent  result
right   float32    67          16    2.0e-07  0.0e+00  3.0e-06 dW1  2.0e-08 b1 step 4  0       yes         OK
wrong   float64    2           1     +Inf     -        2.0e+00 dW1  NaN W1 step 1      3       no          FAIL
broken  float32    2           0     -        -        -            -                  -       -           FAIL

right with right.safetensors: outputs differ from the oracle's by at most 3.0e-07, on 198 rows of rows.csv; left out: 2 in which the rounding of its weights alone may change more

wrong failed:
  outputs Forward: error +Inf, bound 1e-09; at row 0, output 0 +Inf instead of 0.5
  gradient dW1: error 2.0e+00, bound 1e-09; at [0, 3] -0.5 instead of 0.5
  update W1 in step 1: error NaN, bound 1e-05; at [0] 1 instead of 2
  update b1 in step 3: error 1.0e-02, bound 1e-05; at [0] 1 instead of 2
  does not hold: concurrent Forward gives the same bits: row 0: outputs: entry 0 is 1 instead of 2
  outputs with w: in row 3, error 2.0e+00, bound 1e-09; output 0 is 3 instead of 1
  Forward allocates 2 times a call
  Step allocates 1 times a call

broken failed:
  the program around the package failed: panic: no

lengths of batches were drawn from seed 7
`
	if got.String() != want[1:] {
		t.Errorf("got\n%s\nwant%s", got.String(), want)
	}
}

func TestWriteJSON(t *testing.T) {
	var text strings.Builder
	if err := WriteJSON(&text, examples()); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		OK      bool
		Reports []struct {
			Model, Problem string
			OK             bool
			Checks         []struct {
				What, Name string
				Error, Got any
			}
		}
	}
	if err := json.Unmarshal([]byte(text.String()), &doc); err != nil {
		t.Fatal(err)
	}
	wrong := doc.Reports[1]
	if doc.OK || wrong.OK || !doc.Reports[0].OK || doc.Reports[2].Problem == "" || wrong.Model != "wrong" {
		t.Errorf("%+v", doc)
	}
	if c := wrong.Checks; c[0].Error != "+Inf" || c[1].Error != 2.0 || c[1].Got != -0.5 || c[2].Error != "NaN" {
		t.Errorf("%+v", c)
	}
}

// Every kind of failure alone makes a report fail.
func TestReportOK(t *testing.T) {
	if r := examples()[0]; !r.OK() {
		t.Errorf("right: %v", r.failures())
	}
	for name, spoil := range map[string]func(*Report){
		"check":    func(r *Report) { r.Checks[3].OK = false },
		"property": func(r *Report) { r.Properties[0].Problem = "no" },
		"allocs":   func(r *Report) { r.Allocs[0].PerRun = 1 },
		"weights":  func(r *Report) { r.Weights.Problem = "no" },
		"problem":  func(r *Report) { r.Problem = "crashed" },
	} {
		r := examples()[0]
		if spoil(r); r.OK() {
			t.Errorf("%s: the report is OK", name)
		}
	}
}
