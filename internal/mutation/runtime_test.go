package mutation

// Faults in kernels.
var runtimeFaults = []mutation{
	{"runtime/mul.go", "s0 += a[i] * v", "s0 = a[i] * v", "the rest of a dot product replaces the sum"},
	{"runtime/mul.go", "addRow(y, w[i*n:][:n], x[i*step])", "addRow(y, w[i*n:][:n], x[i])", "the last rows of a product ignore the stride"},
	{"runtime/rows.go", "\tclear(db)\n", "", "the gradient of the bias is added up"},
	{"runtime/rows.go", "min(j+strip, cols)", "min(j+strip-1, cols)", "a transposition leaves columns out"},
	{"runtime/softmax.go", "if v > largest {", "if v < largest {", "softmax is not shifted by the maximum"},
	{"runtime/loss.go", "scale(dz, float32(float64(factor)/sum))\n\tdz[class] -= factor", "scale(dz, float32(float64(factor)/sum))\n\tdz[class] -= 1", "cross_entropy: the target is not divided by m"},
	{"runtime/dropout.go", "to[unit] = v * T(mask.scale)", "to[unit] = v", "what dropout leaves is not scaled up"},
	{"runtime/dropout.go", "mix(seed+golden*stream) ^ updates", "mix(seed+golden*stream)", "masks do not change from step to step"},
	{"runtime/rand.go", "return (u - 1) * limit", "return u * limit", "uniform weights are never negative"},
	{"runtime/slice.go", "return s[:n]", "return s[:max(n, len(s))]", "a small batch sees rows of a larger one"},
	{"runtime/exp.go", "r*(1.0/120)", "r*(1.0/102)", "exp: two digits of the series are swapped"},
}
