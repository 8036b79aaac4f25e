// The names by which the kernels of both precisions are written, for float64.

#define SIZE 8
#define SHIFT 3
#define LANES 2

// T is the arrangement of a vector, and LANE of one lane. DOUBLE is the bit of an instruction that makes it one of float64.
#define T D2
#define LANE D
#define DOUBLE 0x400000

#define FMOV FMOVD
#define FADD FADDD
#define FMAX FMAXD

// SUM sets lane 0 of vector v to the sum of its lanes.
#define SUM(v) VFADDP(v, v, v)

#include "neon_arm64.h"
