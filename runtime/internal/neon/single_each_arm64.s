//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "each_arm64.h"
#include "optimizer_arm64.h"
#include "relu_arm64.h"

// func F32Sgd(w, dw *float32, n int, s *float32)
TEXT ·F32Sgd(SB), NOSPLIT, $0-32
	SGDARGS
	NUMBERS4
	UPDATE(EACH0, SGD)

// func F32Momentum(w, dw, v *float32, n int, s *float32)
TEXT ·F32Momentum(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, MOMENTUM)

// func F32Nesterov(w, dw, v *float32, n int, s *float32)
TEXT ·F32Nesterov(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, NESTEROV)

// func F32Rmsprop(w, dw, v *float32, n int, s *float32)
TEXT ·F32Rmsprop(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS6
	UPDATE(EACH1, RMSPROP)

// func F32Adagrad(w, dw, v *float32, n int, s *float32)
TEXT ·F32Adagrad(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, ADAGRAD)

// func F32Adam(w, dw, m, v *float32, n int, s *float32)
TEXT ·F32Adam(SB), NOSPLIT, $0-48
	ADAMARGS
	NUMBERS10
	UPDATE(EACH2, ADAM)

// func F32Relu(y, z *float32, n int)
TEXT ·F32Relu(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELU)

// func F32ReluGrad(da, a *float32, n int)
TEXT ·F32ReluGrad(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELUGRAD)

// func F32LeakyRelu(y, z *float32, n int, alpha float32)
TEXT ·F32LeakyRelu(SB), NOSPLIT, $0-28
	LEAKYARGS
	LOOP(EACH0, LEAKYRELU)

// func F32LeakyReluGrad(da, z *float32, n int, alpha float32)
TEXT ·F32LeakyReluGrad(SB), NOSPLIT, $0-28
	LEAKYARGS
	LOOP(EACH0, LEAKYRELUGRAD)
