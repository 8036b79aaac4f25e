package nn

import (
	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// What the kernels can do and where they change their ways, for the compiler, which chooses layouts and kernels by it.
const (
	// LineBytes is the width of a cache line and of the widest vector. Rows and parameters begin where a line does.
	LineBytes = mat.LineBytes
	// TailUnits is how many units a tail has at most, and UnitsBeforeTail how many stand before it at least.
	TailUnits, UnitsBeforeTail = mat.TailUnits, mat.Narrow32
	// SharedGradient is from how many multiplications on the gradient of a layer is shared between cores while these are
	// about, and SharedUnits from how many units on: a kernel for narrow layers computes fewer on one core.
	SharedGradient, SharedUnits = crew.JoinedSize, mat.Narrow32 + 1
)
