package report

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

const kinds = `version: 1
model: kinds
description: "<script>alert('about')</script>"
inputs: [width, height]
layers: [{units: 4, activation: tanh}, {units: 2}]
output: {task: multiclass, labels: ["<b>flat</b>", "a & b"]}
train: {schedule: cosine, epochs: 3}
`

// evil is a text that must be shown as it stands.
const evil = `"><script src=http://evil.example/x.js>alert(1)</script><style>*{display:none}</style>`

// run is a training whose every text is hostile.
func run(t *testing.T) *Run {
	t.Helper()
	s, problems := spec.Parse("kinds.yaml", []byte(kinds))
	if s == nil {
		t.Fatal(problems)
	}
	r := &Run{Spec: s, Source: []byte(kinds + "# " + evil + "\x1b[2J"), Command: "nngen train " + evil, Files: []File{{Holds: "data", Name: evil, Sum: "abc"}, {Holds: "targets", Name: evil}}, Weights: evil}
	r.See(train.Event{Event: train.EventStart, Rows: 30, Train: 20, Test: 10})
	for e := range 3 {
		loss, validation := 1/float64(e+1), 1/float64(e+2)
		r.See(train.Event{Event: train.EventEpoch, Epoch: e + 1, Loss: &loss, ValidationLoss: &validation, ValidationScore: &loss})
	}
	for e := range 3 {
		r.See(train.Event{Event: train.EventLayers, Epoch: e + 1, Layers: []train.Gauge{{Layer: 1, Units: 4, Gradient: 0.1, Saturated: e, Step: new(0.01)}, {Layer: 2, Units: 2, Gradient: 0.2}}})
	}
	r.See(train.Event{Event: train.EventLayers, Epoch: 2, Layers: []train.Gauge{{Layer: 1, Units: 4}, {Layer: 2, Units: 2}}}) // the epoch that is kept
	r.See(train.Event{Event: train.EventNotice, Message: "noticed: " + evil})
	r.See(train.Event{Event: train.EventWarning, Message: "look: " + evil})
	r.See(train.Event{Event: train.EventDetail, Detail: &train.Detail{
		Columns: []train.Column{{Name: evil, Role: train.RoleInput, Type: train.Category, Values: []train.Value{{Text: evil, Rows: 3}}, Kinds: 7},
			{Name: "height", Role: train.RoleInput, Type: train.Number, Low: new(1.0), High: new(23456789.0), Mean: new(12345.6), Deviation: new(0.5), Rows: 30}},
		Importance:  []train.Importance{{Column: evil, Drop: 0.25, Deviation: 0.1}, {Column: "height", Drop: 0.1}},
		Reliability: []train.Reliability{{Rows: 4, Predicted: 0.6, True: 0.5}, {Rows: 6, Predicted: 0.9, True: 1}},
	}})
	score := 0.9
	labels := []string{"<b>flat</b>", "a & b"}
	of := func(p, q float64) map[string]float64 { return map[string]float64{labels[0]: p, labels[1]: q} }
	r.See(train.Event{Event: train.EventDone, Metric: "accuracy", Score: &score, Part: "test", Epochs: new(3), Baseline: &train.Baseline{Answer: "always " + evil, Score: 0.5},
		Parts: map[string]train.Scored{"training": {Rows: 20, Score: 1}, "test": {Rows: 10, Score: 0.9}},
		Measures: train.Measures{Labels: labels, Precision: of(1, 0.8), Recall: of(0.8, 1), F1: of(0.889, 0.889), Support: map[string]int{labels[0]: 5, labels[1]: 5},
			ECE: &score, Confusion: [][]int{{4, 1}, {0, 5}}}})
	return r
}

func written(t *testing.T, r *Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPage: every part of the page is there, and what it tells is right.
func TestPage(t *testing.T) {
	text := written(t, run(t))
	if !Is([]byte(text)) || Is([]byte("<!DOCTYPE html><p>mine")) {
		t.Error("Is does not tell a report from another page")
	}
	for _, want := range []string{
		"<title>kinds: Training</title>", "<dt>accuracy, test part</dt><dd>90 %</dd>", "What it noticed", ">Loss<", ">validation<", ">Validation accuracy<", ">Learning rate<", ">Gradient by layer<", ">layer 2<", ">Saturated units<", ">Size of a step<", "noticed: ",
		"<td>0.889</td>", `<td class="wrong" style="--share: 20%">1</td>`, `<td class="right" style="--share: 100%">5</td>`, ">Reliability<", ">Importance of the inputs<",
		"<title>kinds: multiclass", "<td>23460000</td>", "and 6 more", "schedule: cosine", "nngen train &#34;", "prefers-color-scheme: dark", "viewport",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
	for layer, charts := range map[string]int{">layer 1<": 4, ">layer 2<": 2} { // with the picture; of softmax no unit is saturated, and no step of it was weighed
		if got := strings.Count(text, layer); got != charts {
			t.Errorf("%s is there %d times, want %d", layer, got, charts)
		}
	}
}

// TestStrangers: no text of a spec, a file or a command line becomes markup, nothing is loaded from anywhere, and no colour
// or control character goes through.
func TestStrangers(t *testing.T) {
	text := written(t, run(t))
	if strings.Contains(text, ">Dead units<") {
		t.Error("a chart of zeros")
	}
	if n := strings.Count(text, "evil.example"); n < 8 {
		t.Errorf("the hostile text is shown %d times only", n)
	}
	for _, bad := range []string{"<script", "<b>flat", "href", "url(", "@import", "\x1b", "FACE"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if loads := regexp.MustCompile(`(?i)<(link|img|iframe|object|embed|audio|video|source|form|base)\b|<[^>]*\b(src|on\w+)=`).FindString(text); loads != "" {
		t.Errorf("the page has %q", loads)
	}
	if n := strings.Count(text, "<style>"); n != 1 {
		t.Errorf("%d styles", n)
	}
}

// TestWellFormed: what is opened is closed.
func TestWellFormed(t *testing.T) {
	d := xml.NewDecoder(strings.NewReader(written(t, run(t))))
	d.Strict, d.AutoClose, d.Entity = false, []string{"meta"}, xml.HTMLEntity
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestSameBytes: the same run gives the same bytes, and a run of less gives a page of less.
func TestSameBytes(t *testing.T) {
	if first, second := written(t, run(t)), written(t, run(t)); first != second {
		t.Error("a second time the page differs")
	}
	r := run(t)
	r.epochs, r.layers, r.warnings, r.detail = nil, nil, nil, nil
	r.See(train.Event{Event: train.EventEval, Metric: "accuracy", Score: new(0.5), Part: "all", Loss: new(0.7), Rows: 12})
	text := written(t, r)
	for _, gone := range []string{"Curves", "noticed", "Importance", "<h2>Data", "confusion\""} {
		if strings.Contains(text, gone) {
			t.Errorf("an evaluation shows %s", gone)
		}
	}
	if !strings.Contains(text, "Results: all rows") || !strings.Contains(text, "kinds: Evaluation") {
		t.Error("that is no evaluation")
	}
}
