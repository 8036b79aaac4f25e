package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// tuneFlags are the flags of nngen tune.
type tuneFlags struct {
	data   dataFlags
	trials int
	folds  int
	shard  shard
	json   bool
	quiet  bool
}

func newTune() *cobra.Command {
	f := tuneFlags{shard: shard{1, 1}}
	cmd := &cobra.Command{
		Use:   "tune SPEC",
		Short: "Try settings and write the spec with the best ones",
		Long: "tune trains the spec as it is and then with values drawn from its section search, on all cores, and ranks these trials by\n" +
			"their score on the validation part, or with --folds by the mean of theirs. The test part is left alone.\n\n" +
			"Each trial that is over stands in NAME.tune.jsonl beside the spec: tune goes on from there when it is run again, and\n" +
			"with more --trials. The best spec is written as NAME.tuned.yaml.\n\n" +
			"    search:\n" +
			"      layers.0.units: [16, 64]\n" +
			"      train.optimizer.learning_rate: {log: [0.0003, 0.03]}",
		Args: oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return f.run(cmd, l)
		},
	}
	f.data.add(cmd)
	cmd.Flags().IntVar(&f.trials, "trials", 20, "number of trials; the first is the spec as it is")
	cmd.Flags().IntVar(&f.folds, "folds", 0, "score each trial by so many trainings on all rows but those to test (default: by one, on the validation part)")
	cmd.Flags().Var(&f.shard, "shard", "do only the part I of N of the trials; a run without it then takes in all parts")
	cmd.Flags().BoolVar(&f.json, "json", false, "print trials as JSON lines, the last with the ranking")
	cmd.Flags().BoolVarP(&f.quiet, "quiet", "q", false, "print only the ranking")
	return cmd
}

func (f *tuneFlags) run(cmd *cobra.Command, l loaded) error {
	if f.trials < 1 {
		return errors.New("--trials must be at least 1")
	}
	if cmd.Flags().Changed("folds") && f.folds < 2 {
		return errors.New("--folds must be at least 2")
	}
	if len(l.spec.Search) == 0 {
		return refuse(fmt.Errorf("%s says nothing of what to try: write search: {layers.0.units: [16, 64]} into it, for example", l.path))
	}
	if f.folds == 0 && l.spec.Data.Validation == 0 {
		return refuse(fmt.Errorf("%s has no validation part to score trials on: write split: {validation: 0.2} under data, or give --folds 5", l.path))
	}
	t, err := f.tuning(cmd, l)
	if err != nil {
		return err
	}
	defer t.log.close()
	if err := t.goOn(cmd.Context()); err != nil {
		if errors.Is(err, context.Canceled) {
			t.say("%d of %s are in %s; run the same command to go on\n", len(t.results()), words.Count(len(t.trials), "trial"), t.log.path)
		}
		return err
	}
	return refuse(t.finish())
}

// tuning is a run of nngen tune.
type tuning struct {
	loaded
	flags          *tuneFlags
	stdout, stderr io.Writer
	data           *train.Job // names the files of the data
	trials         []trial
	log            *tuneLog
	complained     sync.Once // on stderr, about what makes all trials fail
}

// trial is one training to be done, or done.
type trial struct {
	number   int
	settings []spec.Setting // none for the spec as it is
	spec     *spec.Spec
	result   *trialResult
}

// tuning finds out what there is to do.
func (f *tuneFlags) tuning(cmd *cobra.Command, l loaded) (*tuning, error) {
	t := &tuning{loaded: l, flags: f, stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr()}
	job := newJob(l.spec, "")
	if err := f.data.set(job, l, t.stderr); err != nil {
		return nil, err
	}
	if err := ownInput(job); err != nil {
		return nil, err
	}
	t.data = job
	if f.shard.of == 1 {
		if err := replaceableTuned(t.tunedFile()); err != nil {
			return nil, err
		}
	}
	var err error
	if t.trials, err = drawTrials(l.spec, f.trials); err != nil {
		return nil, refuse(err)
	}
	if len(t.trials) < f.trials {
		t.say("there are only %s: the lists of search allow no more\n", words.Count(len(t.trials), "trial"))
	}
	if t.log, err = t.openLog(); err != nil {
		return nil, refuse(err)
	}
	return t, nil
}

func (t *tuning) tunedFile() string {
	return t.stem() + ".tuned.yaml"
}

// stem is the path of the spec without its ending: a spec that tune has written can be tuned again.
func (t *tuning) stem() string { return strings.TrimSuffix(t.path, filepath.Ext(t.path)) }

// say prints what -q and --json leave out.
func (t *tuning) say(format string, args ...any) {
	if !t.flags.quiet && !t.flags.json {
		fmt.Fprintf(t.stdout, format, args...)
	}
}

// results are the trials that are over.
func (t *tuning) results() (list []*trial) {
	for i := range t.trials {
		if t.trials[i].result != nil {
			list = append(list, &t.trials[i])
		}
	}
	return list
}
