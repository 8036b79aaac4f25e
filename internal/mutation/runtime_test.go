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
	{"runtime/gemv_sparse.go", "if v == 0 {", "if v <= 0 {", "inputs below 0 are skipped like zeros"},
	{"runtime/gemv_sparse.go", "for _, i := range at[:n] {", "for _, i := range at[:0] {", "the last inputs are left out"},
	{"runtime/gemm_amx_amd64.go", "if q1 < g.k {", "if q1 < 0 {", "relu is applied between the parts of k"},
	{"runtime/gemm_amx_amd64.go", "if q > 0 {", "if q < 0 {", "each part of k begins from the bias"},
	{"runtime/gemm_amx_amd64.go", "g.c, g.bias = p.apart[(i-1)*size:][:size], nil", "g.c = p.apart[(i-1)*size:][:size]", "the bias is added for each part of k"},
	{"runtime/gemm_amx_operand_amd64.go", "a.largest <= rounds && ", "", "numbers are split that round to infinity"},
	{"runtime/gemm_amx_operand_amd64.go", "&& a.smallest*b.smallest >= least", "", "numbers are split whose parts vanish"},
	{"runtime/gemm_beside.go", "b.list[i-b.pieces:][:1]", "b.list[:1]", "the first gradient beside a product is computed for each"},
	{"runtime/gemm_amx_amd64.go", "(pieces > 1 || g.beside != nil)", "pieces > 1", "what is beside a product of one piece is left out"},
	{"runtime/gemm_beside.go", "\t\ts.sumRows(last.Sums, last.B)\n", "", "the gradient of the bias is left out where others are beside"},
	{"runtime/gemm_dots_amd64.go", "unsafe.SliceData(from(g.b, j*g.ldb))\n\tswitch {\n\tcase n == 1 && wide:\n\t\tsdots", "unsafe.SliceData(g.b)\n\tswitch {\n\tcase n == 1 && wide:\n\t\tsdots", "from the fifth column on products of rows begin again with the first"},
	{"runtime/exp.go", "r*(1.0/120)", "r*(1.0/102)", "exp: two digits of the series are swapped"},
}
