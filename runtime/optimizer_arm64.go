//go:build !purego

package nn

// The updates of the optimizers, for one weight or more; s points to the first number of the step.

//go:noescape
func ssgdNEON(w, dw *float32, n int, s *float32)

//go:noescape
func dsgdNEON(w, dw *float64, n int, s *float64)

//go:noescape
func smomentumNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func dmomentumNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func snesterovNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func dnesterovNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func srmspropNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func drmspropNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func sadagradNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func dadagradNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func sadamNEON(w, dw, m, v *float32, n int, s *float32)

//go:noescape
func dadamNEON(w, dw, m, v *float64, n int, s *float64)
