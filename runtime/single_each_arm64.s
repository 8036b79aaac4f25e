//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "each_arm64.h"
#include "optimizer_arm64.h"
#include "relu_arm64.h"

// func f32SgdNEON(w, dw *float32, n int, s *float32)
TEXT ·f32SgdNEON(SB), NOSPLIT, $0-32
	SGDARGS
	NUMBERS4
	UPDATE(EACH0, SGD)

// func f32MomentumNEON(w, dw, v *float32, n int, s *float32)
TEXT ·f32MomentumNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, MOMENTUM)

// func f32NesterovNEON(w, dw, v *float32, n int, s *float32)
TEXT ·f32NesterovNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, NESTEROV)

// func f32RmspropNEON(w, dw, v *float32, n int, s *float32)
TEXT ·f32RmspropNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS6
	UPDATE(EACH1, RMSPROP)

// func f32AdagradNEON(w, dw, v *float32, n int, s *float32)
TEXT ·f32AdagradNEON(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, ADAGRAD)

// func f32AdamNEON(w, dw, m, v *float32, n int, s *float32)
TEXT ·f32AdamNEON(SB), NOSPLIT, $0-48
	ADAMARGS
	NUMBERS10
	UPDATE(EACH2, ADAM)

// func f32ReluNEON(y, z *float32, n int)
TEXT ·f32ReluNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELU)

// func f32ReluGradNEON(da, a *float32, n int)
TEXT ·f32ReluGradNEON(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELUGRAD)

// func f32LeakyReluNEON(y, z *float32, n int, alpha float32)
TEXT ·f32LeakyReluNEON(SB), NOSPLIT, $0-28
	LEAKYARGS
	LOOP(EACH0, LEAKYRELU)

// func f32LeakyReluGradNEON(da, z *float32, n int, alpha float32)
TEXT ·f32LeakyReluGradNEON(SB), NOSPLIT, $0-28
	LEAKYARGS
	LOOP(EACH0, LEAKYRELUGRAD)
