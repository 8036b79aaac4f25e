package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// evalFlags are the flags of nngen eval.
type evalFlags struct {
	data    dataFlags
	weights string
	part    string // empty: the test part of the spec's own file, else all rows
	json    bool
	report  reportFlag
}

func newEval() *cobra.Command {
	var f evalFlags
	part := choice{words: []string{train.PartTest, train.PartValidation, train.PartTrain, train.PartAll}}
	cmd := &cobra.Command{
		Use:   "eval SPEC",
		Short: "Score the weights on a CSV or on arrays",
		Long: "eval scores weights on the test part of the spec's data, which no training has seen, or on the part that --part\n" +
			"names. Of any other file it scores every row.",
		Args: oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("part") {
				f.part = part.String()
			}
			e, err := f.evaluate(cmd.Context(), l, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return refuse(f.print(cmd.OutOrStdout(), l.spec, e))
		},
	}
	f.data.add(cmd)
	cmd.Flags().StringVar(&f.weights, "weights", "", "weights file (default: the spec's)")
	part.add(cmd, "part", "part of the spec's data (default: test where there is one, else all)")
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON document")
	f.report.add(cmd)
	return cmd
}

// own reports whether the rows are those of the spec's own file.
func (f *evalFlags) own(s *spec.Spec) bool {
	return f.data.file == "" || s.Data.File != "" && sameFile(f.data.file, s.Path(s.Data.File))
}

// rows is the part to score.
func (f *evalFlags) rows(s *spec.Spec) (string, error) {
	own := f.own(s)
	share := map[string]float64{train.PartTest: s.Data.Test, train.PartValidation: s.Data.Validation}
	switch missing, set := share[f.part]; {
	case f.part == "" && own && s.Data.Test > 0:
		return train.PartTest, nil
	case f.part == "" || f.part == train.PartAll:
		return train.PartAll, nil
	case !own:
		return "", fmt.Errorf("only the data that %s names has parts: of %s every row is scored, so leave --part out", s.File, f.data.file)
	case set && missing == 0:
		return "", fmt.Errorf("%s keeps no %s part: write split: {%s: 0.2} under data, for example", s.File, f.part, f.part)
	}
	return f.part, nil
}

// evaluate scores weights on rows of a CSV; both are the spec's unless others are named.
func (f *evalFlags) evaluate(ctx context.Context, l loaded, stderr io.Writer) (result train.Event, err error) {
	job := newJob(l.spec, train.ModeEval)
	if job.Part, err = f.rows(l.spec); err != nil {
		return result, refuse(err)
	}
	if err := f.data.set(job, l, stderr); err != nil {
		return result, err
	}
	if err := setWeights(job, l, f.weights, stderr); err != nil {
		return result, err
	}
	page, err := f.report.begin(l, job)
	if err != nil {
		return result, err
	}
	r, err := newRunner(ctx, l.spec, job)
	if err != nil {
		return result, err
	}
	defer r.shop.Close()
	err = r.events(ctx, stderr, func(e train.Event, _ []byte) error {
		page.see(e)
		if e.Event == train.EventEval {
			result = e
		}
		return nil
	})
	if err == nil && result.Event == "" {
		err = fmt.Errorf("internal error: %s was not scored", l.path)
	}
	if err == nil {
		err = page.write()
	}
	return result, err
}

func (f *evalFlags) print(w io.Writer, s *spec.Spec, e train.Event) error {
	if f.json {
		return json.NewEncoder(w).Encode(struct {
			Metric string   `json:"metric"`
			Score  *float64 `json:"score"`
			Loss   *float64 `json:"loss"`
			train.Measures
			Rows     int                        `json:"rows"`
			LeftOut  int                        `json:"left_out,omitempty"`
			Part     string                     `json:"part"`
			Baseline *train.Baseline            `json:"baseline"`
			Heads    map[string]train.HeadScore `json:"heads,omitempty"`
		}{e.Metric, e.Score, e.Loss, e.Measures, e.Rows, e.LeftOut, e.Part, e.Baseline, e.Heads})
	}
	part := ""
	if e.Part != train.PartAll {
		part = e.Part + " part: "
	}
	_, err := io.WriteString(w, prose(w, fmt.Sprintf("%s%s %s%s, loss %s, %s%s\n%s%s%s", part, e.Metric, number(e.Score), rmse(e), number(e.Loss),
		words.Count(e.Rows, "row"), leftOut(e), f.familiar(s, e.Part), simplest(e), measures(e.Measures)+headScores(s, e))))
	return err
}

// familiar is a line that says of a score that it is one on rows which training learns from.
func (f *evalFlags) familiar(s *spec.Spec, part string) string {
	if !f.own(s) || s.Data.Test > 0 || part == train.PartValidation {
		return ""
	}
	return "training learns from these rows: for a score on rows that it has not seen, write split: {test: 0.2} under data and train again, or give others with --data\n"
}

// simplest are lines about what the simplest answer scores, and whether that would do.
func simplest(e train.Event) string {
	if e.Baseline == nil || e.Score == nil || e.Heads != nil {
		return ""
	}
	return baseline(e.Metric, *e.Score, e.Baseline)
}

func baseline(metric string, score float64, b *train.Baseline) string {
	text := fmt.Sprintf("%s: %s %s\n", b.Answer, metric, number(&b.Score))
	if b.Suffices(score) {
		text += "the network is no better than that: train for longer, change the learning rate, normalize what is not, or find inputs that tell more\n"
	}
	return text
}

// rmse is the part of a line that regression has besides R².
func rmse(e train.Event) string {
	if e.RMSE == nil {
		return ""
	}
	return ", rmse " + number(e.RMSE)
}

func number(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%.4g", *v)
}
