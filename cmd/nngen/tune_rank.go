package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// finish prints the ranking and writes the best spec, where all trials are done.
func (t *tuning) finish() error {
	list := ranked(t.results())
	if len(list) < len(t.trials) || t.flags.shard.of > 1 {
		return t.partly(list)
	}
	best := list[0]
	if best.result.Score == nil {
		return fmt.Errorf("no trial learned anything: %s", best.result.Message)
	}
	text, err := t.tuned(best)
	if err == nil {
		err = saveBytes(t.tunedFile(), text)
	}
	if err != nil {
		return fmt.Errorf("the best spec cannot be written to %s: %w", t.tunedFile(), err)
	}
	if t.flags.json {
		return t.emit(t.summary(list, t.tunedFile()))
	}
	_, err = fmt.Fprintf(t.stdout, "%sbest: trial %d, %s\nspec: %s\n", rankingTable(list), best.number, best.result.Outcome(), t.tunedFile())
	return err
}

// partly ends a run that did a part of the trials.
func (t *tuning) partly(list []*trial) error {
	if t.flags.json {
		return t.emit(t.summary(list, ""))
	}
	_, err := fmt.Fprintf(t.stdout, "%s%d of %s done, in %s; without --shard all parts beside the spec are ranked together\n",
		rankingTable(list), len(list), words.Count(len(t.trials), "trial"), t.log.path)
	return err
}

// tuneSummary is the last line of --json.
type tuneSummary struct {
	Event   string         `json:"event"`
	Metric  string         `json:"metric,omitempty"`
	Score   *float64       `json:"score,omitempty"`
	Trial   int            `json:"trial,omitempty"`
	Trials  int            `json:"trials"`
	Spec    string         `json:"spec,omitempty"`
	Log     string         `json:"log"`
	Ranking []*trialResult `json:"ranking"`
}

func (t *tuning) summary(list []*trial, path string) tuneSummary {
	s := tuneSummary{Event: "done", Trials: len(t.trials), Spec: path, Log: t.log.path}
	for _, one := range list {
		s.Ranking = append(s.Ranking, one.result)
	}
	if len(list) > 0 {
		best := list[0].result
		s.Metric, s.Score, s.Trial = best.Metric, best.Score, best.Trial
	}
	return s
}

// rankingTable has a line for each trial.
func rankingTable(list []*trial) string {
	if len(list) == 0 {
		return ""
	}
	var results []*trialResult
	for _, one := range list {
		results = append(results, one.result)
	}
	return train.RankingTable(results, list[0].keys())
}

// tuned is the text of the best spec. It must be right, and the one that was tried.
func (t *tuning) tuned(best *trial) ([]byte, error) {
	body := best.body(t.loaded)
	s, problems := spec.Parse(t.tunedFile(), body)
	if s == nil || s.Fingerprint() != best.spec.Fingerprint() {
		return nil, fmt.Errorf("internal error: the spec would not be the one that was tried: %v", problems)
	}
	return train.TunedSpec(best.result, len(t.trials), t.flags.folds, body), nil
}

// body is the text of the spec with the values of a trial.
func (t *trial) body(l loaded) []byte {
	text := l.src
	if t.settings != nil {
		text = l.spec.Rewrite(l.src, t.settings)
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF"))
}

// replaceableTuned refuses to write over a file that tune has not written, or that was edited since.
func replaceableTuned(path string) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(text) == 0 {
		return nil
	}
	if err != nil {
		return refuse(fmt.Errorf("the best spec cannot be written to %s: %s", path, reason(err)))
	}
	first, body, _ := bytes.Cut(text, []byte("\n"))
	if !bytes.HasPrefix(first, []byte(train.TunedMark)) || !bytes.HasSuffix(first, []byte(train.TunedSum(body))) {
		return refuse(fmt.Errorf("the best spec cannot be written to %s: there is a file that tune has not written, or that was edited since; rename it", path))
	}
	return nil
}
