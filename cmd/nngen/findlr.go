package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/runtime/train"
)

// The learning rates that --find-lr tries.
const (
	lowestRate  = 1e-6
	highestRate = 10
)

// plotFile is where --find-lr draws what it found: beside the spec.
func plotFile(l loaded) string {
	return filepath.Join(filepath.Dir(l.path), l.spec.Model+".lr.svg")
}

// tryRates tries learning rates instead of training, and suggests one.
func (f *trainFlags) tryRates(cmd *cobra.Command, l loaded) error {
	for _, name := range []string{"output", "ship", "resume", "from", "folds", "epochs", "report"} {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--find-lr trains no weights: leave --%s out", name)
		}
	}
	if l.spec.Train.Optimizer.Entry.FullBatch() {
		return fmt.Errorf("%s finds the size of its steps by itself: --find-lr has nothing to find", l.spec.Train.Optimizer.Name())
	}
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	job := newJob(l.spec, train.ModeRates)
	if cmd.Flags().Changed("seed") {
		job.Seed = f.seed
	}
	if err := f.data.set(job, l, stderr); err != nil {
		return err
	}
	plot := plotFile(l)
	if err := notLost("the plot", plot, isRatePlot); err != nil {
		return err
	}
	job.Plot = plot
	job.RateFrom, job.RateFactor = lowestRate, math.Pow(highestRate/lowestRate, 1/float64(train.RateSteps-1))
	was := l.spec.Train.Optimizer.Args["learning_rate"]
	p := &progress{w: stdout, spec: l.spec, quiet: f.quiet || f.json}
	p.begin()
	defer func() { p.live.end() }()
	r, err := newRunner(cmd.Context(), l.spec, job)
	if err != nil {
		return err
	}
	defer r.shop.Close()
	p.reading(job.DataShown)
	var curve train.Event
	return r.events(cmd.Context(), p.live.above(stderr), func(e train.Event, line []byte) error {
		switch e.Event {
		case train.EventRates:
			curve = e
		case train.EventDone:
			p.live.end()
			if err := saveBytes(plot, ratePlot(l.spec.Model, curve, e.LearningRate, was)); err != nil {
				return refuse(fmt.Errorf("the plot cannot be written to %s: %w", plot, err))
			}
		}
		if f.json {
			_, err := fmt.Fprintf(stdout, "%s\n", line)
			return refuse(err)
		}
		if e.Event == train.EventDone {
			return refuse(suggest(stdout, e, was))
		}
		return refuse(p.print(e))
	})
}

// suggest prints the rate that was found, with the reason.
func suggest(w io.Writer, e train.Event, was float64) error {
	text := fmt.Sprintf("no learning rate is suggested: %s\n", e.Reason)
	if e.LearningRate != nil {
		text = fmt.Sprintf("learning rate: %.2g (the spec's is %g): %s\n", *e.LearningRate, was, e.Reason)
	}
	_, err := fmt.Fprintf(w, "%splot: %s\n", text, e.Plot)
	return err
}
