//go:build !purego

#include "textflag.h"
#include "float64_arm64.h"
#include "each_arm64.h"
#include "optimizer_arm64.h"
#include "relu_arm64.h"

// func F64Sgd(w, dw *float64, n int, s *float64)
TEXT ·F64Sgd(SB), NOSPLIT, $0-32
	SGDARGS
	NUMBERS4
	UPDATE(EACH0, SGD)

// func F64Momentum(w, dw, v *float64, n int, s *float64)
TEXT ·F64Momentum(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, MOMENTUM)

// func F64Nesterov(w, dw, v *float64, n int, s *float64)
TEXT ·F64Nesterov(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, NESTEROV)

// func F64Rmsprop(w, dw, v *float64, n int, s *float64)
TEXT ·F64Rmsprop(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS6
	UPDATE(EACH1, RMSPROP)

// func F64Adagrad(w, dw, v *float64, n int, s *float64)
TEXT ·F64Adagrad(SB), NOSPLIT, $0-40
	STATEARGS
	NUMBERS4
	UPDATE(EACH1, ADAGRAD)

// func F64Adam(w, dw, m, v *float64, n int, s *float64)
TEXT ·F64Adam(SB), NOSPLIT, $0-48
	ADAMARGS
	NUMBERS10
	UPDATE(EACH2, ADAM)

// func F64Relu(y, z *float64, n int)
TEXT ·F64Relu(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELU)

// func F64ReluGrad(da, a *float64, n int)
TEXT ·F64ReluGrad(SB), NOSPLIT, $0-24
	RELUARGS
	LOOP(EACH0, RELUGRAD)

// func F64LeakyRelu(y, z *float64, n int, alpha float64)
TEXT ·F64LeakyRelu(SB), NOSPLIT, $0-32
	LEAKYARGS
	LOOP(EACH0, LEAKYRELU)

// func F64LeakyReluGrad(da, z *float64, n int, alpha float64)
TEXT ·F64LeakyReluGrad(SB), NOSPLIT, $0-32
	LEAKYARGS
	LOOP(EACH0, LEAKYRELUGRAD)
