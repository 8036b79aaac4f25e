package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nngen/nngen/internal/plain"
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

	aside bool // they are beside p.weights, which are better

	folds string // the file of the predictions out of the fold

	quiet bool // tell only what came of it
	live  *live
	pace  pace
	begun time.Time
}

// begin says at once what the first seconds go by with.
func (p *progress) begin() {
	doing := "compiling " + p.spec.Model
	if p.live == nil && !p.quiet {
		if f := plain.Terminal(p.w); f != nil && os.Getenv("TERM") != "dumb" {
			p.live = newLive(f, doing)
			return
		}
	}
	p.say(doing + "\n")
}

// reading says that the program runs.
func (p *progress) reading(file string) {
	p.live.update(func(s *course) { s.doing = "reading " + file })
	if p.live == nil {
		p.say("reading " + file + "\n")
	}
}

// say prints what -q leaves out.
func (p *progress) say(text string) error {
	if p.quiet {
		return nil
	}
	_, err := io.WriteString(p.live.above(p.w), prose(p.w, text))
	return err
}

func (p *progress) print(e train.Event) error {
	now := time.Now()
	p.live.update(func(s *course) { s.see(e, now) })
	var err error
	switch e.Event {
	case train.EventReading, train.EventStep:
		return nil
	case train.EventEpoch:
		if p.pace.due(e, now) && p.live == nil {
			return p.say(epochLine(e) + "\n")
		}
		return nil
	case train.EventStopped, train.EventInterrupted, train.EventDone, train.EventDiverged:
		p.live.end()
		if last := p.pace.last(); last != nil {
			err = p.say(epochLine(*last) + "\n")
		}
	}
	if err != nil {
		return err
	}
	switch e.Event {
	case train.EventStart:
		p.begun = now
		err = p.say(fmt.Sprintf("%s: %s, %s, %s; %s: %s\n", p.spec.Model, words.Count(inputs(p.spec), "input"),
			words.Count(p.spec.NumLayers(), "layer"), words.Count(p.spec.NumParams(), "parameter"), words.Count(e.Rows, "row"), parts(e)+leftOut(e)))
	case train.EventFold:
		err = p.say(fmt.Sprintf("fold %d: %s %s%s, %s, %s\n", e.Fold, e.Metric, number(e.Score), rmse(e), words.Count(e.Rows, "row"), words.Count(*e.Epochs, "epoch")))
	case train.EventPilot:
		err = p.say(fmt.Sprintf("run %d: %s %s on its validation part, best in epoch %d of %d\n", e.Fold, e.Metric, number(e.Score), e.BestEpoch, *e.Epochs))
	case train.EventRefit:
		err = p.say(fmt.Sprintf("training on %s for %s\n", words.Count(e.Rows, "row"), words.Count(*e.Epochs, "epoch")))
	case train.EventResumed:
		err = p.say(fmt.Sprintf("going on after epoch %d\n", e.Epoch))
	case train.EventStopped:
		_, err = fmt.Fprintf(p.w, "stopped after epoch %d: %s\n", e.Epoch, cmp.Or(e.Message, fmt.Sprintf("the validation loss was best in epoch %d, whose weights are kept", e.BestEpoch)))
	case train.EventInterrupted:
		_, err = fmt.Fprintf(p.w, "interrupted after epoch %d; train with --resume to go on\n", e.Epoch)
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
	if e.Folds != "" {
		_, err := fmt.Fprintf(p.w, "%d folds: %s %s\npredictions: %s\n", len(e.Scores), e.Metric, scoreOf(e), p.folds)
		return err
	}
	text := p.took(e) + fmt.Sprintf("%s part: %s %s%s%s\n", e.Part, e.Metric, scoreOf(e), rmse(e), before(e)) + simplest(e) +
		measures(e.Measures) + headScores(p.spec, e) + partsTable(e.Metric, e.Parts)
	if e.Line != nil {
		text += p.line(e.Line)
	}
	text = prose(p.w, text)
	if isAside(e.Weights, p.weights) {
		text += fmt.Sprintf("weights: %s, because those in %s are better\n", train.Interrupted(p.weights), p.weights)
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

// scoreOf is a score, with its deviation where it is the mean of several.
func scoreOf(e train.Event) string {
	if e.Deviation == nil {
		return number(e.Score)
	}
	return number(e.Score) + " ± " + number(e.Deviation)
}

// took tells how long the epochs took, and which one is kept where that is not the last.
func (p *progress) took(e train.Event) string {
	if e.Epochs == nil || p.begun.IsZero() {
		return ""
	}
	text := fmt.Sprintf("%s in %s", words.Count(*e.Epochs, "epoch"), duration(time.Since(p.begun)))
	if e.BestEpoch > 0 && e.BestEpoch < *e.Epochs {
		text += fmt.Sprintf(", kept: epoch %d", e.BestEpoch)
	}
	return text + "\n"
}

// isAside reports whether weights were written beside their place.
func isAside(written, place string) bool {
	return filepath.Base(written) == filepath.Base(train.Interrupted(place))
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
