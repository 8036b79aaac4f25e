//go:build !purego

#include "textflag.h"
#include "float64_arm64.h"
#include "each_arm64.h"
#include "optimizer_arm64.h"
#include "relu_arm64.h"

// func dsgdNEON(w, dw *float64, n int, s *float64)
TEXT ·dsgdNEON(SB), NOSPLIT, $0-32
	SGDARGS
	NUMBERS4
	UPDATE(EACH0, SGD)

// func dmomentumNEON(w, dw, v *float64, n int, s *float64)
TEXT ·dmomentumNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, MOMENTUM)

// func dnesterovNEON(w, dw, v *float64, n int, s *float64)
TEXT ·dnesterovNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, NESTEROV)

// func drmspropNEON(w, dw, v *float64, n int, s *float64)
TEXT ·drmspropNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS6
	UPDATE(EACH1, RMSPROP)

// func dadagradNEON(w, dw, v *float64, n int, s *float64)
TEXT ·dadagradNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, ADAGRAD)

// func dadamNEON(w, dw, m, v *float64, n int, s *float64)
TEXT ·dadamNEON(SB), NOSPLIT, $0-48
	ADAMARGS
	NUMBERS10
	UPDATE(EACH2, ADAM)

// func dreluNEON(y, z *float64, n int)
TEXT ·dreluNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELU)

// func dreluGradNEON(da, a *float64, n int)
TEXT ·dreluGradNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELUGRAD)

// func dleakyReluNEON(y, z *float64, n int, alpha float64)
TEXT ·dleakyReluNEON(SB), NOSPLIT, $0-32
	LEAKYARGS
	LOOP(EACH0, LEAKYRELU)

// func dleakyReluGradNEON(da, z *float64, n int, alpha float64)
TEXT ·dleakyReluGradNEON(SB), NOSPLIT, $0-32
	LEAKYARGS
	LOOP(EACH0, LEAKYRELUGRAD)
