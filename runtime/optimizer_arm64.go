//go:build !purego

package nn

// The updates of the optimizers, for one weight or more; s points to the first number of the step.

//go:noescape
func f32SgdNEON(w, dw *float32, n int, s *float32)

//go:noescape
func f64SgdNEON(w, dw *float64, n int, s *float64)

//go:noescape
func f32MomentumNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func f64MomentumNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func f32NesterovNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func f64NesterovNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func f32RmspropNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func f64RmspropNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func f32AdagradNEON(w, dw, v *float32, n int, s *float32)

//go:noescape
func f64AdagradNEON(w, dw, v *float64, n int, s *float64)

//go:noescape
func f32AdamNEON(w, dw, m, v *float32, n int, s *float32)

//go:noescape
func f64AdamNEON(w, dw, m, v *float64, n int, s *float64)
