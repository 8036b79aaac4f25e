package nn

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// ABI is the version of what generated packages rely on: names, signatures, layouts. Each of them compares it with the
// version that it was generated for, so that a package that no longer fits stops compiling instead of going wrong.
const ABI = 8

// Kernels names the set of kernels that runs on this processor: amx, avx512, avx2 or go. Each has all below it too.
// It may have to ask the operating system for the use of AMX.
func Kernels() string { return cpu.Kernels() }

// Batch is a batch of examples. Rows computes those from one on to before another; they do not depend on each other.
type Batch = crew.Batch

// ShareRows computes the n rows of b in blocks of at most most rows, both of which are above 0. If size multiplications for
// each row are worth it, several cores share them. The blocks depend on n, most and size alone, so that the bits do not
// depend on the cores.
func ShareRows(b Batch, n, most, size int) { crew.ShareRows(b, n, most, size) }

// CheckLen panics when a slice that the caller hands over does not have the length that the model needs.
func CheckLen(what string, got, want int) { mat.CheckLen(what, got, want) }

// CheckBatch panics when the two halves of a batch are empty or not of one length. It returns the number of examples.
func CheckBatch(what string, xs, ts int) int { return mat.CheckBatch(what, xs, ts) }

// CheckWeights panics unless there is a weight for each of n examples, none below 0 or not finite, and one above 0. It returns
// their sum.
func CheckWeights[T Float](what string, ws []T, n int) float64 { return mat.CheckWeights(what, ws, n) }

// CheckRate panics when a learning rate is below 0 or not finite.
func CheckRate(what string, lr float64) { mat.CheckRate(what, lr) }

// CheckOwn panics if the model is that of Pretrained. The message begins with what would change it.
func CheckOwn(what string, shared bool) {
	if shared {
		panic(what + ": Pretrained is one model, shared by all callers: use a copy, Pretrained().Clone()")
	}
}
