//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "gemv_t_rows_arm64.h"
#include "gemm_tiles_arm64.h"

// func sgemvTNEON(y, w, b, x *float32, n, k, ld int, floor float32)
TEXT ·sgemvTNEON(SB), NOSPLIT, $0-60
#include "gemv_t_arm64.h"

// func sgemvNNEON(y, w, b, x *float32, n, k, ld int, floor float32)
TEXT ·sgemvNNEON(SB), NOSPLIT, $0-60
#include "gemv_n_arm64.h"

// func sgemmNEON(c, a, b, bias *float32, m, n, k, ldc, rowA, stepA, ldb int, floor float32)
TEXT ·sgemmNEON(SB), NOSPLIT, $0-92
#include "gemm_arm64.h"
