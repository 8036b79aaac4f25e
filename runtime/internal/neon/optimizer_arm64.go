//go:build !purego

package neon

// The updates of the optimizers, for one weight or more; s points to the first number of the step.

// F32Sgd is the loop of the update, for one weight or more.
//
//go:noescape
func F32Sgd(w, dw *float32, n int, s *float32)

// F64Sgd is F32Sgd for float64.
//
//go:noescape
func F64Sgd(w, dw *float64, n int, s *float64)

// F32Momentum is the loop of the update, for one weight or more.
//
//go:noescape
func F32Momentum(w, dw, v *float32, n int, s *float32)

// F64Momentum is F32Momentum for float64.
//
//go:noescape
func F64Momentum(w, dw, v *float64, n int, s *float64)

// F32Nesterov is the loop of the update, for one weight or more.
//
//go:noescape
func F32Nesterov(w, dw, v *float32, n int, s *float32)

// F64Nesterov is F32Nesterov for float64.
//
//go:noescape
func F64Nesterov(w, dw, v *float64, n int, s *float64)

// F32Rmsprop is the loop of the update, for one weight or more.
//
//go:noescape
func F32Rmsprop(w, dw, v *float32, n int, s *float32)

// F64Rmsprop is F32Rmsprop for float64.
//
//go:noescape
func F64Rmsprop(w, dw, v *float64, n int, s *float64)

// F32Adagrad is the loop of the update, for one weight or more.
//
//go:noescape
func F32Adagrad(w, dw, v *float32, n int, s *float32)

// F64Adagrad is F32Adagrad for float64.
//
//go:noescape
func F64Adagrad(w, dw, v *float64, n int, s *float64)

// F32Adam is the loop of the update, for one weight or more.
//
//go:noescape
func F32Adam(w, dw, m, v *float32, n int, s *float32)

// F64Adam is F32Adam for float64.
//
//go:noescape
func F64Adam(w, dw, m, v *float64, n int, s *float64)
