package mat

// LineBytes is the width of a cache line and of the widest vector.
const LineBytes = 64

// Narrow32 and Narrow64 are how many units a narrow layer has at most, in float32 and in float64.
const (
	Narrow32 = LineBytes / 4
	Narrow64 = LineBytes / 8
)

// NarrowInputs is how many inputs a narrow layer has at most for which softmax is computed with it: with more, sums that are added side by
// side are worth another call.
const NarrowInputs = 32

// PairUnits and PairOutputs are how many units two narrow layers have at most of which a kernel computes several rows: two rows fill a vector
// of float32 between the layers, four behind them.
const PairUnits, PairOutputs = Narrow32 / 2, Narrow32 / 4

// PairInputs is how many inputs two narrow layers have at most that are one call, and how far apart rows of their weights begin at most: sizes
// are bytes, of which the highest bit is free.
const PairInputs = 127

// A layer that is one call with the unit behind it has at most so many units, and UnitInputs inputs or entries from one of its rows to the
// next, a number of ones in binary.
const UnitUnits, UnitInputs = 64, 1<<12 - 1

// PairBlockInputs is how many inputs two narrow layers have at most of which kernels compute 16 rows at a time, or the gradient: they keep the weights
// on the stack.
const PairBlockInputs = 16

// PairGradRows is how many rows the kernel for the gradient takes at most.
const PairGradRows = 500
