//go:build !purego

#include "textflag.h"
#include "float64_arm64.h"
#include "gemv_t_rows_arm64.h"
#include "gemm_tiles_arm64.h"
#include "taps_tiles_arm64.h"

// func F64GemvT(y, w, b, x *float64, n, k, ld int, floor float64)
TEXT ·F64GemvT(SB), NOSPLIT, $0-64
#include "gemv_t_arm64.h"

// func F64GemvN(y, w, b, x *float64, n, k, ld int, floor float64)
TEXT ·F64GemvN(SB), NOSPLIT, $0-64
#include "gemv_n_arm64.h"

// func F64Gemm(c, a, b, bias *float64, m, n, k, ldc, rowA, stepA, ldb int, floor float64)
TEXT ·F64Gemm(SB), NOSPLIT, $0-96
#include "gemm_arm64.h"

// func F64Taps(z, w, x, scale, shift *float64, places *int32, m, n, k, ldz int, floor float64)
TEXT ·F64Taps(SB), NOSPLIT, $0-88
#include "taps_arm64.h"
