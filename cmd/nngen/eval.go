package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
)

func newEval() *cobra.Command {
	var data, weights string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "eval SPEC",
		Short: "Score the weights on every row of a CSV",
		Args:  oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			e, err := evaluate(cmd.Context(), l, data, weights, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return refuse(printEval(cmd.OutOrStdout(), e, asJSON))
		},
	}
	cmd.Flags().StringVar(&data, "data", "", "CSV file (default: the spec's)")
	cmd.Flags().StringVar(&weights, "weights", "", "weights file (default: the spec's)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

// evaluate scores weights on every row of a CSV; both are the spec's unless others are named.
func evaluate(ctx context.Context, l loaded, data, weights string, stderr io.Writer) (result train.Event, err error) {
	job := newJob(l.spec, train.ModeEval)
	if err := setData(job, l, data, stderr); err != nil {
		return result, err
	}
	if err := setWeights(job, l, weights, stderr); err != nil {
		return result, err
	}
	r, err := newRunner(ctx, l.spec, job)
	if err != nil {
		return result, err
	}
	defer r.shop.Close()
	err = r.events(ctx, stderr, func(e train.Event, _ []byte) error {
		if e.Event == train.EventEval {
			result = e
		}
		return nil
	})
	if err == nil && result.Event == "" {
		err = fmt.Errorf("internal error: %s was not scored", l.path)
	}
	return result, err
}

func printEval(w io.Writer, e train.Event, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(struct {
			Metric string   `json:"metric"`
			Score  *float64 `json:"score"`
			Loss   *float64 `json:"loss"`
			RMSE   *float64 `json:"rmse,omitempty"`
			Rows   int      `json:"rows"`
			Left   int      `json:"left_out,omitempty"`
		}{e.Metric, e.Score, e.Loss, e.RMSE, e.Rows, e.LeftOut})
	}
	_, err := fmt.Fprintf(w, "%s %s%s, loss %s, %s%s\n", e.Metric, number(e.Score), rmse(e), number(e.Loss), words.Count(e.Rows, "row"), leftOut(e))
	return err
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
