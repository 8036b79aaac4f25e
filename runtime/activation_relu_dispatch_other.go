//go:build purego || !(amd64 || arm64)

package nn

func srelu(y, z []float32) { relu(y, z) }

func drelu(y, z []float64) { relu(y, z) }

func sreluGrad(da, a []float32) { reluGrad(da, a) }

func dreluGrad(da, a []float64) { reluGrad(da, a) }

func sleakyRelu(y, z []float32, alpha float32) { leakyRelu(y, z, alpha) }

func dleakyRelu(y, z []float64, alpha float64) { leakyRelu(y, z, alpha) }

func sleakyReluGrad(da, z []float32, alpha float32) { leakyReluGrad(da, z, alpha) }

func dleakyReluGrad(da, z []float64, alpha float64) { leakyReluGrad(da, z, alpha) }
