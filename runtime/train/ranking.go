package train

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/nngen/nngen/internal/words"
)

// TrialResult is what came of a trial, as a line of JSON.
type TrialResult struct {
	Trial     int               `json:"trial"`
	Metric    string            `json:"metric,omitempty"`
	Score     *float64          `json:"score,omitempty"` // absent where it learned nothing
	Deviation *float64          `json:"deviation,omitempty"`
	Loss      *float64          `json:"loss,omitempty"`
	Epochs    int               `json:"epochs,omitempty"`
	BestEpoch int               `json:"best_epoch,omitempty"`
	Message   string            `json:"message,omitempty"`
	Values    map[string]string `json:"values"`
}

// NewTrialResult is the result that the event at the end of a trial tells.
func NewTrialResult(number int, values map[string]string, e *Event) *TrialResult {
	r := &TrialResult{Trial: number, Metric: e.Metric, Score: e.Score, Deviation: e.Deviation, Loss: e.Loss,
		BestEpoch: e.BestEpoch, Message: e.Message, Values: values}
	if e.Epochs != nil {
		r.Epochs = *e.Epochs
	}
	return r
}

// Compare orders results: higher scores first, then lower losses, then earlier trials.
func (r *TrialResult) Compare(o *TrialResult) int {
	switch {
	case (r.Score == nil) != (o.Score == nil):
		return map[bool]int{true: 1, false: -1}[r.Score == nil]
	case r.Score == nil:
		return cmp.Compare(r.Trial, o.Trial)
	}
	return cmp.Or(cmp.Compare(*o.Score, *r.Score), cmp.Compare(*r.Loss, *o.Loss), cmp.Compare(r.Trial, o.Trial))
}

// Outcome is what came of a trial, in words.
func (r *TrialResult) Outcome() string {
	if r.Score == nil {
		return r.Message
	}
	text := r.Metric + " " + figure(r.Score)
	if r.Deviation != nil {
		text += " ± " + figure(r.Deviation)
	}
	text += ", loss " + figure(r.Loss)
	if r.BestEpoch > 0 {
		text += fmt.Sprintf(", epoch %d", r.BestEpoch)
	}
	return text
}

// RankTrials are the trials, the best first, each once.
func RankTrials(list []*TrialResult) []*TrialResult {
	list = slices.Clone(list)
	slices.SortStableFunc(list, (*TrialResult).Compare)
	seen := map[int]bool{}
	return slices.DeleteFunc(list, func(r *TrialResult) bool {
		again := seen[r.Trial]
		seen[r.Trial] = true
		return again
	})
}

// RankingTable has a line for each of the ranked trials, with its values by the keys of the search.
func RankingTable(list []*TrialResult, keys []string) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\ttrial\t%s\tloss\tepoch\t", cmp.Or(list[0].Metric, "score"))
	for _, key := range keys {
		fmt.Fprint(w, cell(key), "\t")
	}
	fmt.Fprintln(w)
	for i, r := range list {
		epoch := "–"
		if r.BestEpoch > 0 {
			epoch = fmt.Sprint(r.BestEpoch)
		}
		score := figure(r.Score)
		if r.Deviation != nil {
			score += " ± " + figure(r.Deviation)
		}
		fmt.Fprintf(w, "%d\t%d\t%s\t%s\t%s\t", i+1, r.Trial, score, figure(r.Loss), epoch)
		for _, key := range keys {
			fmt.Fprint(w, cmp.Or(cell(r.Values[key]), "–"), "\t")
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	return b.String()
}

// TunedMark begins the first line of the specs with the best values; it ends with the [TunedSum] of the others.
const TunedMark = "# Written by nngen tune: "

// TunedSpec is the spec of the best of so many trials, whose text is body, with a line before that says so.
func TunedSpec(best *TrialResult, trials, folds int, body []byte) []byte {
	on := "the validation part"
	if folds > 0 {
		on = words.Count(folds, "fold")
	}
	return fmt.Appendf(nil, "%strial %d of %d, %s %s on %s. Edit a copy: an edited one is not written over. %s\n%s",
		TunedMark, best.Trial, trials, best.Metric, figure(best.Score), on, TunedSum(body), body)
}

// TunedSum tells whether the text of a spec was edited.
func TunedSum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:6])
}

// figure is a number as tables have it.
func figure(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%.4g", *v)
}

// cell is a text in a table, quoted where it would break a line.
func cell(text string) string {
	if strings.ContainsAny(text, "\t\n\v\f\r") {
		return fmt.Sprintf("%q", text)
	}
	return text
}
