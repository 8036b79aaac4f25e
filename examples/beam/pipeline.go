package main

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

func init() {
	register.DoFn3x1[context.Context, []byte, func(Part), error](&Cut{})
	register.DoFn4x1[context.Context, Part, func(string, bool), func(string, Rejected), error](&Score{})
	register.DoFn4x1[context.Context, string, func(*bool) bool, func(*Rejected) bool, error](&WriteRejected{})
	register.Emitter1[Part]()
	register.Emitter2[string, bool]()
	register.Emitter2[string, Rejected]()
	register.Iter1[bool]()
	register.Iter1[Rejected]()
}

// Answer builds the pipeline: find the files, cut them into parts, deal these out to the workers, answer each, and write what
// has no answer beside.
func Answer(s beam.Scope, settings Settings) {
	parts := beam.ParDo(s, &Cut{settings}, beam.Impulse(s))
	done, rejected := beam.ParDo2(s, &Score{Settings: settings}, beam.Reshuffle(s, parts))
	beam.ParDo0(s, &WriteRejected{settings}, beam.CoGroupByKey(s, done, rejected))
}
