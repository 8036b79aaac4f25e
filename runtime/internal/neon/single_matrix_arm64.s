//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "gemv_t_rows_arm64.h"
#include "gemm_tiles_arm64.h"
#include "taps_tiles_arm64.h"

// func F32GemvT(y, w, b, x *float32, n, k, ld int, floor float32)
TEXT ·F32GemvT(SB), NOSPLIT, $0-60
#include "gemv_t_arm64.h"

// func F32GemvN(y, w, b, x *float32, n, k, ld int, floor float32)
TEXT ·F32GemvN(SB), NOSPLIT, $0-60
#include "gemv_n_arm64.h"

// func F32Gemm(c, a, b, bias *float32, m, n, k, ldc, rowA, stepA, ldb int, floor float32)
TEXT ·F32Gemm(SB), NOSPLIT, $0-92
#include "gemm_arm64.h"

// func F32Taps(z, w, x, scale, shift *float32, places *int32, m, n, k, ldz int, floor float32)
TEXT ·F32Taps(SB), NOSPLIT, $0-84
#include "taps_arm64.h"
