package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/spec"
)

// compare orders results: higher scores first, then lower losses, then earlier trials.
func (r *trialResult) compare(o *trialResult) int {
	switch {
	case (r.Score == nil) != (o.Score == nil):
		return map[bool]int{true: 1, false: -1}[r.Score == nil]
	case r.Score == nil:
		return cmp.Compare(r.Trial, o.Trial)
	}
	return cmp.Or(cmp.Compare(*o.Score, *r.Score), cmp.Compare(*r.Loss, *o.Loss), cmp.Compare(r.Trial, o.Trial))
}

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
	_, err = fmt.Fprintf(t.stdout, "%sbest: trial %d, %s\nspec: %s\n", rankingTable(list), best.number, best.result.outcome(), t.tunedFile())
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
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\ttrial\t%s\tloss\tepoch\t", cmp.Or(list[0].result.Metric, "score"))
	for _, dim := range list[0].spec.Search {
		fmt.Fprint(w, cell(dim.Path), "\t")
	}
	fmt.Fprintln(w)
	for i, one := range list {
		r := one.result
		epoch := "–"
		if r.BestEpoch > 0 {
			epoch = fmt.Sprint(r.BestEpoch)
		}
		score := number(r.Score)
		if r.Deviation != nil {
			score += " ± " + number(r.Deviation)
		}
		fmt.Fprintf(w, "%d\t%d\t%s\t%s\t%s\t", i+1, r.Trial, score, number(r.Loss), epoch)
		for _, text := range cells(one.texts()) {
			fmt.Fprint(w, cmp.Or(text, "–"), "\t")
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	return b.String()
}

// tunedMark begins the first line of the specs that tune writes; it ends with a hash of the others.
const tunedMark = "# Written by nngen tune: "

// tuned is the text of the best spec. It must be right, and the one that was tried.
func (t *tuning) tuned(best *trial) ([]byte, error) {
	body := bytes.TrimPrefix(t.src, []byte("\uFEFF"))
	if best.settings != nil {
		body = bytes.TrimPrefix(t.spec.Rewrite(t.src, best.settings), []byte("\uFEFF"))
	}
	s, problems := spec.Parse(t.tunedFile(), body)
	if s == nil || s.Fingerprint() != best.spec.Fingerprint() {
		return nil, fmt.Errorf("internal error: the spec would not be the one that was tried: %v", problems)
	}
	said := fmt.Sprintf("%strial %d of %d, %s %s on the validation part. Edit a copy: an edited one is not written over. ", tunedMark, best.number, len(t.trials), best.result.Metric, number(best.result.Score))
	if t.flags.folds > 0 {
		said = strings.Replace(said, "the validation part", words.Count(t.flags.folds, "fold"), 1)
	}
	return append([]byte(said+bodySum(body)+"\n"), body...), nil
}

func bodySum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:6])
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
	if !bytes.HasPrefix(first, []byte(tunedMark)) || !bytes.HasSuffix(first, []byte(bodySum(body))) {
		return refuse(fmt.Errorf("the best spec cannot be written to %s: there is a file that tune has not written, or that was edited since; rename it", path))
	}
	return nil
}
