//go:build !purego

package nn

// These are the activations and gradients of the same names, for one entry or more.

//go:noescape
func sreluNEON(y, z *float32, n int)

//go:noescape
func dreluNEON(y, z *float64, n int)

//go:noescape
func sreluGradNEON(da, a *float32, n int)

//go:noescape
func dreluGradNEON(da, a *float64, n int)

//go:noescape
func sleakyReluNEON(y, z *float32, n int, alpha float32)

//go:noescape
func dleakyReluNEON(y, z *float64, n int, alpha float64)

//go:noescape
func sleakyReluGradNEON(da, z *float32, n int, alpha float32)

//go:noescape
func dleakyReluGradNEON(da, z *float64, n int, alpha float64)
