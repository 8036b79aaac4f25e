//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "gemv_t_rows_arm64.h"
#include "gemm_tiles_arm64.h"

// func f32GemvTNEON(y, w, b, x *float32, n, k, ld int, floor float32)
TEXT ·f32GemvTNEON(SB), NOSPLIT, $0-60
#include "gemv_t_arm64.h"

// func f32GemvNNEON(y, w, b, x *float32, n, k, ld int, floor float32)
TEXT ·f32GemvNNEON(SB), NOSPLIT, $0-60
#include "gemv_n_arm64.h"

// func f32GemmNEON(c, a, b, bias *float32, m, n, k, ldc, rowA, stepA, ldb int, floor float32)
TEXT ·f32GemmNEON(SB), NOSPLIT, $0-92
#include "gemm_arm64.h"
