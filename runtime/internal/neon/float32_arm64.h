// The names by which the kernels of both precisions are written, for float32.

#define SIZE 4
#define SHIFT 2
#define LANES 4

// T is the arrangement of a vector, and LANE of one lane. DOUBLE is the bit of an instruction that makes it one of float64.
#define T S4
#define LANE S
#define DOUBLE 0

#define FMOV FMOVS
#define FADD FADDS
#define FMAX FMAXS

// SUM sets lane 0 of vector v to the sum of its lanes.
#define SUM(v) VFADDP(v, v, v); VFADDP(v, v, v)

#include "neon_arm64.h"
