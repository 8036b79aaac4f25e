package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// progress prints the events of a training run for people.
type progress struct {
	w       io.Writer
	spec    *spec.Spec
	weights string
	ships   bool // the weights are good, and not where the user wanted them
}

func (p *progress) print(e train.Event) error {
	var err error
	switch e.Event {
	case train.EventStart:
		_, err = fmt.Fprintf(p.w, "%s: %s, %s, %s; %s: %s\n", p.spec.Model, words.Count(inputs(p.spec), "input"),
			words.Count(p.spec.NumLayers(), "layer"), words.Count(p.spec.NumParams(), "parameter"), words.Count(e.Rows, "row"), parts(e)+leftOut(e))
	case train.EventEpoch:
		_, err = fmt.Fprintln(p.w, epochLine(e))
	case train.EventStopped:
		_, err = fmt.Fprintf(p.w, "stopped after epoch %d: the validation loss was best in epoch %d, whose weights are kept\n", e.Epoch, e.BestEpoch)
	case train.EventInterrupted:
		_, err = fmt.Fprintf(p.w, "interrupted after epoch %d\n", e.Epoch)
	case train.EventDone:
		err = p.done(e)
	}
	return err
}

func parts(e train.Event) string {
	text := fmt.Sprintf("%d to train", e.Train)
	if e.Validation > 0 {
		text += fmt.Sprintf(", %d to validate", e.Validation)
	}
	if e.Test > 0 {
		text += fmt.Sprintf(", %d to test", e.Test)
	}
	return text
}

// leftOut tells of rows that are neither learned nor scored.
func leftOut(e train.Event) string {
	if e.LeftOut == 0 {
		return ""
	}
	return fmt.Sprintf("; left out: %s whose target is missing", words.Count(e.LeftOut, "row"))
}

func epochLine(e train.Event) string {
	width := len(fmt.Sprint(*e.Epochs))
	text := fmt.Sprintf("epoch %*d/%d  loss %-10s", width, e.Epoch, *e.Epochs, number(e.Loss))
	if e.ValidationLoss != nil {
		text += fmt.Sprintf("  validation loss %-10s  %s %s", number(e.ValidationLoss), e.Metric, number(e.ValidationScore))
	}
	return strings.TrimRight(text, " ")
}

// done prints the score, the line that a single unit found, and how to ship the weights.
func (p *progress) done(e train.Event) error {
	text := fmt.Sprintf("%s part: %s %s%s%s\n", e.Part, e.Metric, number(e.Score), rmse(e), before(e)) + simplest(e) +
		measures(e.Measures) + partsTable(e.Metric, e.Parts)
	if e.Line != nil {
		text += p.line(e.Line)
	}
	aside := train.Interrupted(p.weights)
	if filepath.Base(e.Weights) == filepath.Base(aside) {
		text += fmt.Sprintf("weights: %s, because those in %s are better\n", aside, p.weights)
		p.ships = false
	} else {
		text += fmt.Sprintf("weights: %s\n", p.weights)
	}
	if p.ships && !(e.Baseline != nil && e.Score != nil && e.Baseline.Suffices(*e.Score)) {
		text += "to ship them: " + p.ship() + "\n"
	}
	_, err := io.WriteString(p.w, text)
	return err
}

// before tells what the weights scored that were there before.
func before(e train.Event) string {
	if e.ScoreBefore == nil {
		return ""
	}
	return fmt.Sprintf(" (before: %s)", number(e.ScoreBefore))
}

// ship is the command that embeds the weights in the package, after what has to be written into the spec first.
func (p *progress) ship() string {
	name, first := p.spec.Weights, ""
	if name == "" {
		name = p.spec.Model + ".safetensors"
		first = fmt.Sprintf("write weights: %s into %s, then ", name, p.spec.File)
	}
	embedded, build := p.spec.Path(name), called+" build "+shellQuote(p.spec.File)
	if sameFile(embedded, p.weights) {
		return first + build
	}
	folder := filepath.Dir(embedded)
	if _, err := os.Stat(folder); err != nil {
		first += "mkdir -p " + shellQuote(folder) + " && "
	}
	return fmt.Sprintf("%scp %s %s && %s", first, shellQuote(p.weights), shellQuote(embedded), build)
}

// line prints the equation in raw units: price = 1234·size + 5678.
func (p *progress) line(l *train.Line) string {
	name := "y"
	if names := p.spec.Output.Names; len(names) > 0 {
		name = names[0].Text
	} else if len(p.spec.Data.Target) > 0 {
		name = p.spec.Data.Target[0]
	}
	text := name + " ="
	for i, slope := range l.Slopes {
		x := fmt.Sprintf("x%d", i+1)
		if len(p.spec.Inputs) > 0 {
			x = p.spec.Inputs[i].Text
		}
		text += fmt.Sprintf("%s%.6g·%s", sign(slope, i == 0), math.Abs(slope), x)
	}
	return fmt.Sprintf("the line: %s%s%.6g\n", text, sign(l.Intercept, false), math.Abs(l.Intercept))
}

func sign(v float64, first bool) string {
	switch {
	case v < 0 && first:
		return " -"
	case v < 0:
		return " - "
	case first:
		return " "
	}
	return " + "
}
