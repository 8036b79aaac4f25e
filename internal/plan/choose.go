package plan

import "github.com/nngen/nngen/internal/ir"

// What is written out is bounded for each layer, so that a line can be read, and in total, so that a deep network
// compiles quickly.
const (
	maxWrittenInputs = 16
	maxWrittenLayer  = 128 // multiply-adds
	maxWrittenTotal  = 512
	// From this many outputs on the units of one input lie side by side: a kernel then holds the sums of several units
	// in registers. With fewer outputs there would be nothing to hold.
	minInputMajor = 8
)

// choose decides for each layer how a single example is computed and how its weights lie in memory.
func choose(p *ir.Program) {
	written := 0
	for _, in := range p.Forward {
		if in.Op != ir.Affine {
			continue
		}
		W := in.Args[0]
		work := W.Rows * W.Cols
		switch {
		case W.Cols <= maxWrittenInputs && work <= maxWrittenLayer && written+work <= maxWrittenTotal:
			in.Kernel = ir.WrittenOut
			written += work
		case W.Rows >= minInputMajor:
			setLayout(p, W, ir.InputMajor)
		}
	}
}

// setLayout gives a weight matrix, its gradient and its states one layout, since the optimizer walks them side by side.
func setLayout(p *ir.Program, W *ir.Buffer, layout ir.Layout) {
	for _, in := range p.Update {
		if in.Dst != W {
			continue
		}
		W.Layout = layout
		for _, a := range in.Args {
			a.Layout = layout
		}
	}
}
