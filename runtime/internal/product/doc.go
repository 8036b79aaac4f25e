// Package product multiplies matrices, by vectors and by each other: layers for one example (gemv, narrow), for a batch and for
// gradients (gemm), and the same with weights in bfloat16.
//
// A product goes the first way that fits: narrow kernels, where a result has few columns; tiles of AMX; rows by rows, where
// few columns are left; else panels of columns as wide as the registers hold, copied first where the cache would not keep them.
package product
