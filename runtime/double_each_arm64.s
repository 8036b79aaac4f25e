//go:build !purego

#include "textflag.h"
#include "float64_arm64.h"
#include "each_arm64.h"
#include "optimizer_arm64.h"
#include "relu_arm64.h"

// func f64SgdNEON(w, dw *float64, n int, s *float64)
TEXT ·f64SgdNEON(SB), NOSPLIT, $0-32
	SGDARGS
	NUMBERS4
	UPDATE(EACH0, SGD)

// func f64MomentumNEON(w, dw, v *float64, n int, s *float64)
TEXT ·f64MomentumNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, MOMENTUM)

// func f64NesterovNEON(w, dw, v *float64, n int, s *float64)
TEXT ·f64NesterovNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, NESTEROV)

// func f64RmspropNEON(w, dw, v *float64, n int, s *float64)
TEXT ·f64RmspropNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS6
	UPDATE(EACH1, RMSPROP)

// func f64AdagradNEON(w, dw, v *float64, n int, s *float64)
TEXT ·f64AdagradNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, ADAGRAD)

// func f64AdamNEON(w, dw, m, v *float64, n int, s *float64)
TEXT ·f64AdamNEON(SB), NOSPLIT, $0-48
	ADAMARGS
	NUMBERS10
	UPDATE(EACH2, ADAM)

// func f64ReluNEON(y, z *float64, n int)
TEXT ·f64ReluNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELU)

// func f64ReluGradNEON(da, a *float64, n int)
TEXT ·f64ReluGradNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELUGRAD)

// func f64LeakyReluNEON(y, z *float64, n int, alpha float64)
TEXT ·f64LeakyReluNEON(SB), NOSPLIT, $0-32
	LEAKYARGS
	LOOP(EACH0, LEAKYRELU)

// func f64LeakyReluGradNEON(da, z *float64, n int, alpha float64)
TEXT ·f64LeakyReluGradNEON(SB), NOSPLIT, $0-32
	LEAKYARGS
	LOOP(EACH0, LEAKYRELUGRAD)
