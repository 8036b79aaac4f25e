//go:build !purego

package neon

// These are the activations and gradients of the same names, for one entry or more.

// F32Relu is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Relu(y, z *float32, n int)

// F64Relu is F32Relu for float64.
//
//go:noescape
func F64Relu(y, z *float64, n int)

// F32ReluGrad is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32ReluGrad(da, a *float32, n int)

// F64ReluGrad is F32ReluGrad for float64.
//
//go:noescape
func F64ReluGrad(da, a *float64, n int)

// F32LeakyRelu is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32LeakyRelu(y, z *float32, n int, alpha float32)

// F64LeakyRelu is F32LeakyRelu for float64.
//
//go:noescape
func F64LeakyRelu(y, z *float64, n int, alpha float64)

// F32LeakyReluGrad is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32LeakyReluGrad(da, z *float32, n int, alpha float32)

// F64LeakyReluGrad is F32LeakyReluGrad for float64.
//
//go:noescape
func F64LeakyReluGrad(da, z *float64, n int, alpha float64)
