package mutation

// Faults in kernels.
var runtimeFaults = []mutation{
	{"runtime/mul.go", "s0 += a[i] * v", "s0 = a[i] * v", "the rest of a dot product replaces the sum"},
	{"runtime/mul.go", "addRow(y, w[i*ld:][:n], x[i*step])", "addRow(y, w[i*ld:][:n], x[i])", "the last rows of a product ignore the stride"},
	{"runtime/rows.go", "\tclear(db)\n\tfor", "\tfor", "the gradient of the bias is added up"},
	{"runtime/transpose.go", "min(j+strip, cols)", "min(j+strip-1, cols)", "a transposition leaves columns out"},
	{"runtime/softmax_passes.go", "if v > largest {", "if v < largest {", "softmax is not shifted by the maximum"},
	{"runtime/loss_long.go", "sscale(grad, float32(float64(factor)/sum))\n\t\tgrad[class] -= factor", "sscale(grad, float32(float64(factor)/sum))\n\t\tgrad[class] -= 1", "cross_entropy: the target is not divided by m"},
	{"runtime/dropout.go", "to[unit] = v * T(mask.scale)", "to[unit] = v", "what dropout leaves is not scaled up"},
	{"runtime/dropout.go", "mix(seed+golden*stream) ^ updates", "mix(seed+golden*stream)", "masks do not change from step to step"},
	{"runtime/rand.go", "return (u - 1) * limit", "return u * limit", "uniform weights are never negative"},
	{"runtime/slice.go", "return s[:n]", "return s[:max(n, len(s))]", "a small batch sees rows of a larger one"},
	{"runtime/gemm_parallel.go", "min(row+j.rows, j.whole.m)", "min(row+j.rows-1, j.whole.m)", "pieces of a product leave out a row"},
	{"runtime/optimizer_share.go", "(i+1)*updatePiece", "(i+1)*updatePiece-1", "pieces of an update leave out an entry"},
	{"runtime/exp.go", "r*(1.0/120)", "r*(1.0/102)", "exp: two digits of the series are swapped"},
}
