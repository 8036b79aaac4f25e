package main

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// headScores are lines about each of several heads.
func headScores(s *spec.Spec, e train.Event) string {
	var b strings.Builder
	for _, out := range s.Heads {
		h, ok := e.Heads[out.Text]
		if !ok {
			continue
		}
		fmt.Fprintf(&b, "head %s: %s %s", out.Text, h.Metric, number(&h.Score))
		if h.RMSE != nil {
			fmt.Fprintf(&b, ", rmse %s", number(h.RMSE))
		}
		fmt.Fprintf(&b, ", loss %s\n", number(h.Loss))
		if h.Baseline != nil {
			b.WriteString(baseline(h.Metric, h.Score, h.Baseline))
		}
		b.WriteString(measures(h.Measures))
	}
	return b.String()
}
