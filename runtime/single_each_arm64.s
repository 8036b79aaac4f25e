//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "each_arm64.h"
#include "optimizer_arm64.h"
#include "relu_arm64.h"

// func ssgdNEON(w, dw *float32, n int, s *float32)
TEXT ·ssgdNEON(SB), NOSPLIT, $0-32
	SGDARGS
	NUMBERS4
	UPDATE(EACH0, SGD)

// func smomentumNEON(w, dw, v *float32, n int, s *float32)
TEXT ·smomentumNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, MOMENTUM)

// func snesterovNEON(w, dw, v *float32, n int, s *float32)
TEXT ·snesterovNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, NESTEROV)

// func srmspropNEON(w, dw, v *float32, n int, s *float32)
TEXT ·srmspropNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS6
	UPDATE(EACH1, RMSPROP)

// func sadagradNEON(w, dw, v *float32, n int, s *float32)
TEXT ·sadagradNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, ADAGRAD)

// func sadamNEON(w, dw, m, v *float32, n int, s *float32)
TEXT ·sadamNEON(SB), NOSPLIT, $0-48
	ADAMARGS
	NUMBERS10
	UPDATE(EACH2, ADAM)

// func sreluNEON(y, z *float32, n int)
TEXT ·sreluNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELU)

// func sreluGradNEON(da, a *float32, n int)
TEXT ·sreluGradNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELUGRAD)

// func sleakyReluNEON(y, z *float32, n int, alpha float32)
TEXT ·sleakyReluNEON(SB), NOSPLIT, $0-28
	LEAKYARGS
	LOOP(EACH0, LEAKYRELU)

// func sleakyReluGradNEON(da, z *float32, n int, alpha float32)
TEXT ·sleakyReluGradNEON(SB), NOSPLIT, $0-28
	LEAKYARGS
	LOOP(EACH0, LEAKYRELUGRAD)
