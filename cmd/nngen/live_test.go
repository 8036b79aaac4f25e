package main

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/nngen/nngen/runtime/train"
)

// underWay is a training of 80 epochs of 1000 rows, 250 rows into its third epoch; an epoch takes a second.
func underWay() *course {
	epochs, start := 80, time.Unix(0, 0)
	c := &course{doing: "compiling kinds"}
	at := func(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }
	c.see(train.Event{Event: train.EventStart, Train: 1000}, at(0))
	for e, validation := range []float64{0.5, 0.6} {
		loss, score := 0.25, 0.9
		c.see(train.Event{Event: train.EventEpoch, Epoch: e + 1, Epochs: &epochs, Loss: &loss, ValidationLoss: &validation, ValidationScore: &score, Metric: "accuracy"}, at(float64(e+1)))
	}
	c.see(train.Event{Event: train.EventStep, Epoch: 3, Epochs: &epochs, Rows: 250}, at(2.25))
	return c
}

// TestLineFitsItsWidth: whatever the width is, the line is no wider; what matters least goes first.
func TestLineFitsItsWidth(t *testing.T) {
	c := underWay()
	for width := range 200 {
		if n := utf8.RuneCountInString(c.line(width)); n > width {
			t.Errorf("%d characters for a width of %d: %s", n, width, c.line(width))
		}
	}
	for width, want := range map[int]string{
		8:   "epoch  3",
		50:  "epoch  3/80  [        ]  loss 0.25  validation 0.6",
		120: "epoch  3/80  [>                           ]  loss 0.25  validation 0.6  accuracy 0.9  1k rows/s  1 min 18 s left  best 1",
	} {
		if got := c.line(width); got != want {
			t.Errorf("within %d: %q, want %q", width, got, want)
		}
	}
	if got := (&course{doing: "reading 12 rows"}).line(80); got != "reading 12 rows …" {
		t.Error(got)
	}
}

// TestPace: the first epoch is told at once, then one a second, and the last in the end.
func TestPace(t *testing.T) {
	var p pace
	var told []int
	for e := range 100 {
		event := train.Event{Epoch: e + 1}
		if p.due(event, time.Unix(0, 0).Add(time.Duration(e+1)*100*time.Millisecond)) {
			told = append(told, event.Epoch)
		}
	}
	if last := p.last(); len(told) != 10 || told[0] != 1 || told[1] != 11 || last == nil || last.Epoch != 100 || p.last() != nil {
		t.Errorf("told %v, at last %v", told, last)
	}
}

func TestDurationAndShort(t *testing.T) {
	for want, got := range map[string]string{
		"0 s": duration(0), "59 s": duration(59 * time.Second), "3 min 20 s": duration(200 * time.Second), "2 h 5 min": duration(125 * time.Minute),
		"999": short(999), "12.3k": short(12345), "1.5M": short(1.5e6),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestBarGrows: the bar shows the share of all rows of all epochs.
func TestBarGrows(t *testing.T) {
	c := underWay()
	c.epoch, c.done = 40, 40000
	c.row = 0
	if got := c.line(120); strings.Count(got, "=") != 13 {
		t.Error(got)
	}
}
