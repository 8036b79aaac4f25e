//go:build purego || !(amd64 || arm64)

package elem

func f32Relu(y, z []float32) { relu(y, z) }

func f64Relu(y, z []float64) { relu(y, z) }

func f32ReluGrad(da, a []float32) { reluGrad(da, a) }

func f64ReluGrad(da, a []float64) { reluGrad(da, a) }

func f32LeakyRelu(y, z []float32, alpha float32) { leakyRelu(y, z, alpha) }

func f64LeakyRelu(y, z []float64, alpha float64) { leakyRelu(y, z, alpha) }

func f32LeakyReluGrad(da, z []float32, alpha float32) { leakyReluGrad(da, z, alpha) }

func f64LeakyReluGrad(da, z []float64, alpha float64) { leakyReluGrad(da, z, alpha) }
