package main

import (
	"context"
	"io"

	"github.com/nngen/nngen/internal/verify"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// accuracy scores the model of a spec on its data, with weights in full and in fewer bits. It is nil where the spec keeps
// them in full, or has no data or weights.
func accuracy(ctx context.Context, l loaded, weights string, stderr io.Writer) (*verify.Accuracy, error) {
	if l.spec.Storage == spec.Full || l.spec.Data.File == "" || l.spec.Weights == "" && weights == "" {
		return nil, nil
	}
	full := *l.spec
	full.Storage = spec.Full
	f := &evalFlags{weights: weights, part: train.PartAll}
	before, err := f.evaluate(ctx, loaded{path: l.path, src: l.src, spec: &full}, stderr)
	if err != nil {
		return nil, err
	}
	after, err := f.evaluate(ctx, l, stderr)
	if err != nil {
		return nil, err
	}
	a, rounded := &verify.Accuracy{Metric: after.Metric, Rows: after.Rows, Full: figures(before)}, figures(after)
	if l.spec.Storage == spec.Int8 {
		a.Int8 = &rounded
	} else {
		a.BFloat16 = &rounded
	}
	return a, nil
}

func figures(e train.Event) (f verify.Figures) {
	if e.Score != nil {
		f.Score = *e.Score
	}
	if e.Loss != nil {
		f.Loss = *e.Loss
	}
	return f
}
