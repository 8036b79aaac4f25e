package nn

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/blocks"
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/product"
)

// What the kernels can do and where they change their ways, for the compiler, which chooses layouts and kernels by it.
const (
	// LineBytes is the width of a cache line and of the widest vector. Rows and parameters begin where a line does.
	LineBytes = mat.LineBytes
	// TailUnits is how many units a tail has at most, and UnitsBeforeTail how many stand before it at least.
	TailUnits, UnitsBeforeTail = mat.TailUnits, mat.Narrow32
	// PanelBytes is what the units of one input take in a panel, and PanelInputs how many inputs weights in panels have at least.
	PanelBytes, PanelInputs = mat.PanelBytes, mat.PanelInputs
	// DotUnits is up to how many units rows of weights are multiplied by rows of inputs, where a row has more than DotInputs times as
	// many inputs.
	DotUnits, DotInputs = mat.DotUnits, mat.DotInputs
	// LeastAside is from how many units on those of an input lie side by side, where there are more than ShortRow inputs. The rows of fewer are
	// multiplied by rows of inputs, too.
	LeastAside, ShortRow = mat.LeastAside, mat.ShortRow
	// NarrowUnits and NarrowInputs are how many units and inputs a layer has at most for which a kernel computes softmax, too.
	NarrowUnits, NarrowInputs = mat.Narrow32, mat.NarrowInputs
	// PairUnits and PairOutputs are how many units two narrow layers have at most of which a kernel computes several rows.
	PairUnits, PairOutputs = mat.PairUnits, mat.PairOutputs
	// PairBlockInputs is how many inputs they have at most of which kernels compute sixteen rows at a time, or loss and gradient at once.
	PairBlockInputs = mat.PairBlockInputs
	// PairInputs is how many inputs two narrow layers have at most that are one call.
	PairInputs = mat.PairInputs
	// UnitUnits is how many units a layer has at most that is one call with the unit behind it, and UnitInputs how many inputs.
	UnitUnits, UnitInputs = mat.UnitUnits, mat.UnitInputs
	// SharedGradient is from how many multiplications on the gradient of a layer is shared between cores while these are
	// about, and SharedUnits from how many units on: a kernel for narrow layers computes fewer on one core.
	SharedGradient, SharedUnits = crew.JoinedSize, mat.Narrow32 + 1
	// DeepInputs is from how many times as many inputs as rows of a batch on a product of training is shared by inputs, and DeepWeights up
	// to how many weights.
	DeepInputs, DeepWeights = product.DeepInputs, product.DeepWeights
	// SlopeColumns divides the inputs of a layer, and SlopeWeights is up to how many weights it has, where a kernel multiplies the gradient by
	// its inputs by a slope.
	SlopeColumns, SlopeWeights = product.SlopeColumns, product.SlopeWeights
)

// Assembly reports whether the build has kernels in assembly. It is a constant: of the two ways to compute a small layer
// that generated packages hold, the compiler leaves one out.
const Assembly = cpu.Assembly

// Float is the element type of a network: float32 or float64.
type Float = mat.Float

// F32Argmax returns the index of the first largest entry of y. NaN is left aside; 0 if there is nothing else.
func F32Argmax(y []float32) int { return mat.F32Argmax(y) }

// F64Argmax is F32Argmax for float64.
func F64Argmax(y []float64) int { return mat.F64Argmax(y) }

// F32Fill sets each entry of w to v.
func F32Fill(w []float32, v float32) { mat.F32Fill(w, v) }

// F64Fill is F32Fill for float64.
func F64Fill(w []float64, v float64) { mat.F64Fill(w, v) }

// Grow returns s with length n. It allocates only where the capacity of s is too small, and exactly n entries then.
// The contents are unspecified.
func Grow[T any](s []T, n int) []T { return mat.Grow(s, n) }

// F32Transpose computes dst = srcᵀ, where src is (rows, cols) and dst is (cols, rows).
func F32Transpose(dst, src []float32, rows, cols int) { mat.F32Transpose(dst, src, rows, cols) }

// F64Transpose is F32Transpose for float64.
func F64Transpose(dst, src []float64, rows, cols int) { mat.F64Transpose(dst, src, rows, cols) }

// F32TransposePad computes dst = srcᵀ, where src is (rows, cols), and dst has cols rows of ld entries:
//
//	for i := range rows {
//		for j := range cols {
//			dst[j*ld+i] = src[i*cols+j]
//		}
//	}
//
// What fills a row of dst up to ld is left as it is. An ld that is less than rows is that of weights with a tail.
func F32TransposePad(dst, src []float32, rows, cols, ld int) {
	mat.F32TransposePad(dst, src, rows, cols, ld)
}

// F64TransposePad is F32TransposePad for float64.
func F64TransposePad(dst, src []float64, rows, cols, ld int) {
	mat.F64TransposePad(dst, src, rows, cols, ld)
}

// F32TransposeUnpad undoes F32TransposePad:
//
//	for i := range rows {
//		for j := range cols {
//			dst[i*cols+j] = src[j*ld+i]
//		}
//	}
func F32TransposeUnpad(dst, src []float32, rows, cols, ld int) {
	mat.F32TransposeUnpad(dst, src, rows, cols, ld)
}

// F64TransposeUnpad is F32TransposeUnpad for float64.
func F64TransposeUnpad(dst, src []float64, rows, cols, ld int) {
	mat.F64TransposeUnpad(dst, src, rows, cols, ld)
}

// Floats32 returns the numbers of xs as one slice that shares its memory, such as the (m, n) matrix of a batch of m
// inputs. A must be an array of float32, or a type made from one.
func Floats32[A any](xs []A) []float32 { return mat.Floats32(xs) }

// Floats64 is Floats32 for arrays of float64.
func Floats64[A any](xs []A) []float64 { return mat.Floats64(xs) }

// Flat32 returns all numbers of w as one slice that shares its memory. W must be a struct of arrays of float32.
func Flat32[W any](w *W) []float32 { return mat.Flat32(w) }

// Flat64 is Flat32 for arrays of float64.
func Flat64[W any](w *W) []float64 { return mat.Flat64(w) }

// Blank returns a new M, all of whose numbers are 0: new(M), but a program that calls it is not linked with descriptions of M and of all its
// fields, nor with functions that compare them. M must be a struct without pointers.
func Blank[M any]() *M {
	return (*M)(unsafe.Pointer(unsafe.SliceData(make([]uint64, (unsafe.Sizeof(*(*M)(nil))+7)/8))))
}

// Embedded32 returns the numbers of a weights file that a package embeds: those that begin at a byte of it. It panics, and names the package,
// unless the file has the digest given. The result is not to be written to. A program that only calls this for its weights is not linked
// with the reader of weights files.
func Embedded32(file string, from int, digest uint64, pkg string) []float32 {
	return mat.Embedded32(file, from, digest, pkg)
}

// Embedded64 is Embedded32 for numbers of float64.
func Embedded64(file string, from int, digest uint64, pkg string) []float64 {
	return mat.Embedded64(file, from, digest, pkg)
}

// Digested continues the digest of a file, which begins with 0, with its next 8 bytes as a number in the order of little endian. Zeros stand
// for what is missing of the last ones, after which comes the length of the file.
func Digested(d, next uint64) uint64 { return mat.Digested(d, next) }

// F32ClassOf is F32Argmax, but -1 where any entry is NaN.
func F32ClassOf(y []float32) int { return mat.F32ClassOf(y) }

// F64ClassOf is F32ClassOf for float64.
func F64ClassOf(y []float64) int { return mat.F64ClassOf(y) }

// F32Answer is 1 where p is at least the threshold, 0 where it is below, and -1 where it is NaN.
func F32Answer(p, threshold float32) int { return mat.F32Answer(p, threshold) }

// F64Answer is F32Answer for float64.
func F64Answer(p, threshold float64) int { return mat.F64Answer(p, threshold) }

// Axis is one axis of a block of entries: N of them, Dst apart in the result and Src apart in the operand.
type Axis = blocks.Axis

// F32Copy copies a block: dst[Σ i·Dst] = src[Σ i·Src] for all i below the N of each axis.
func F32Copy(dst, src []float32, axes ...Axis) { blocks.F32Copy(dst, src, axes...) }

// F64Copy is F32Copy for float64.
func F64Copy(dst, src []float64, axes ...Axis) { blocks.F64Copy(dst, src, axes...) }

// F32Add adds a block: dst[Σ i·Dst] += src[Σ i·Src] for all i below the N of each axis. A Dst of 0 sums, a Src of 0 repeats.
func F32Add(dst, src []float32, axes ...Axis) { blocks.F32Add(dst, src, axes...) }

// F64Add is F32Add for float64.
func F64Add(dst, src []float64, axes ...Axis) { blocks.F64Add(dst, src, axes...) }

// F32Largest takes the largest of blocks of entries: dst[Σ i·Dst] = max src[Σ i·Src], where the axes with a Dst of 0, which
// come last, are those over which the largest is sought.
func F32Largest(dst, src []float32, axes ...Axis) { blocks.F32Largest(dst, src, axes...) }

// F64Largest is F32Largest for float64.
func F64Largest(dst, src []float64, axes ...Axis) { blocks.F64Largest(dst, src, axes...) }

// F32LargestGrad sets the gradient dsrc by the src of F32Largest, given the gradient ddst and dst itself: the entries that are
// the largest share it evenly, as in PyTorch's amax.
func F32LargestGrad(dsrc, ddst, dst, src []float32, axes ...Axis) {
	blocks.F32LargestGrad(dsrc, ddst, dst, src, axes...)
}

// F64LargestGrad is F32LargestGrad for float64.
func F64LargestGrad(dsrc, ddst, dst, src []float64, axes ...Axis) {
	blocks.F64LargestGrad(dsrc, ddst, dst, src, axes...)
}
