package verify

import (
	"fmt"

	"github.com/nngen/nngen/internal/verify/probe"
)

// Kernels cut batches into tiles, blocks and shares of cores, and treat what is left over apart. So besides the batch of the
// request there are others: as long as the spec's, a long one, and one of each remainder of the widest tile.
const (
	longest    = 600
	remainders = 16
	lengthWork = 1 << 25 // multiply-adds of one pass over all of these batches
	turns      = 5       // tries to find rows for a length
)

// lengths draws the batches, from the seed of the run. A length without a batch that can be compared is left out.
func (t *trial) lengths() {
	rows := lengthWork / t.work
	add := func(n int) {
		if n > rows {
			return
		}
		for range turns {
			if s := (probe.Span{From: t.free.IntN(len(t.req.X)), Rows: n}); t.steadyOn(s.Of(t.req.X), s.Of(t.req.Targets)) {
				t.req.Spans = append(t.req.Spans, s)
				rows -= n
				return
			}
		}
	}
	t.req.Spans = nil
	if n := min(longest, t.spec.Train.Batch); n > len(t.req.X) {
		add(n)
	}
	add(maxRows + 1 + t.free.IntN(longest-maxRows))
	first := 1 + t.free.IntN(maxRows-remainders)
	for i := range remainders {
		add(first + i)
	}
}

// spans compares loss and gradient of the batches of other lengths, and keeps the worst of each.
func (t *trial) spans(got []probe.Gradient) []Check {
	var worst []Check
	for i, s := range t.req.Spans {
		loss, gradient := t.oracle.Backward(s.Of(t.req.X), s.Of(t.req.Targets))
		of := fmt.Sprintf("of %d rows", s.Rows)
		list := t.backward("Backward "+of, of, got[i], loss, gradient)
		if i == 0 {
			worst = list
			continue
		}
		for k, c := range list {
			if c.worseThan(worst[k]) {
				worst[k] = c
			}
		}
	}
	return worst
}
