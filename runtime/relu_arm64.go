//go:build !purego

package nn

// These are the activations and gradients of the same names, for one entry or more.

//go:noescape
func f32ReluNEON(y, z *float32, n int)

//go:noescape
func f64ReluNEON(y, z *float64, n int)

//go:noescape
func f32ReluGradNEON(da, a *float32, n int)

//go:noescape
func f64ReluGradNEON(da, a *float64, n int)

//go:noescape
func f32LeakyReluNEON(y, z *float32, n int, alpha float32)

//go:noescape
func f64LeakyReluNEON(y, z *float64, n int, alpha float64)

//go:noescape
func f32LeakyReluGradNEON(da, z *float32, n int, alpha float32)

//go:noescape
func f64LeakyReluGradNEON(da, z *float64, n int, alpha float64)
