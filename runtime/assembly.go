package nn

import "github.com/nngen/nngen/runtime/internal/cpu"

// Assembly reports whether the build has kernels in assembly. It is a constant: of the two ways to compute a small layer
// that generated packages hold, the compiler leaves one out.
const Assembly = cpu.Assembly
