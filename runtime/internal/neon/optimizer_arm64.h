// The rules of the optimizers: V0 is w, V1 dw, V2 the gradient, V3 and V4 are states. The numbers of a step are in V16
// and the vectors after it, in the order of the fields.

// SGDARGS, of sgd(w, dw *T, n int, s *T).
#define SGDARGS \
	MOVD w+0(FP), R0; \
	MOVD dw+8(FP), R1; \
	MOVD n+16(FP), R4; \
	MOVD s+24(FP), R5

// STATEARGS, of (w, dw, v *T, n int, s *T).
#define STATEARGS \
	MOVD w+0(FP), R0; \
	MOVD dw+8(FP), R1; \
	MOVD v+16(FP), R2; \
	MOVD n+24(FP), R4; \
	MOVD s+32(FP), R5

// ADAMARGS, of adam(w, dw, m, v *T, n int, s *T).
#define ADAMARGS \
	MOVD w+0(FP), R0; \
	MOVD dw+8(FP), R1; \
	MOVD m+16(FP), R2; \
	MOVD v+24(FP), R3; \
	MOVD n+32(FP), R4; \
	MOVD s+40(FP), R5

// UPDATE is LOOP with denormal numbers as 0: FZ of FPCR (Arm Architecture Reference Manual, section C5.2).
#define UPDATE(step, rule) \
	MOVD FPCR, R6; \
	ORR  $(1<<24), R6, R7; \
	MOVD R7, FPCR; \
	STEPS(step, rule); \
	MOVD R6, FPCR; \
	RET

#define NUMBERS2(v0, v1) \
	VLD1R.P SIZE(R5), [v0.T]; \
	VLD1R.P SIZE(R5), [v1.T]

#define NUMBERS4 NUMBERS2(V16, V17); NUMBERS2(V18, V19)
#define NUMBERS6 NUMBERS4; NUMBERS2(V20, V21)
#define NUMBERS10 NUMBERS6; NUMBERS2(V22, V23); NUMBERS2(V24, V25)

// GRADIENT is Clip·dw + Decay·w.
#define GRADIENT(clip, decay) \
	VFMUL(1, clip, 2); \
	VFMLA decay.T, V0.T, V2.T

#define SGD \
	GRADIENT(19, V18); \
	VFMLS V16.T, V2.T, V0.T

#define MOMENTUM \
	GRADIENT(19, V18); \
	VFMLA V17.T, V3.T, V2.T; \
	VMOV  V2.B16, V3.B16; \
	VFMLS V16.T, V3.T, V0.T

#define NESTEROV \
	GRADIENT(19, V18); \
	VMOV  V2.B16, V5.B16; \
	VFMLA V17.T, V3.T, V5.T; \
	VMOV  V5.B16, V3.B16; \
	VFMLA V17.T, V3.T, V2.T; \
	VFMLS V16.T, V2.T, V0.T

// DESCEND steps by Rate·g/(√v + Epsilon), with the mean or sum v of squares in V3.
#define DESCEND(epsilon) \
	VFSQRT(3, 5); \
	VFADD(epsilon, 5, 5); \
	VFDIV(5, 2, 5); \
	VFMLS V16.T, V5.T, V0.T

#define RMSPROP \
	GRADIENT(21, V20); \
	VFMUL(17, 3, 3); \
	VFMUL(18, 2, 5); \
	VFMLA V2.T, V5.T, V3.T; \
	DESCEND(19)

#define ADAGRAD \
	GRADIENT(19, V18); \
	VFMLA V2.T, V2.T, V3.T; \
	DESCEND(17)

#define ADAM \
	GRADIENT(25, V23); \
	VFMLS V24.T, V0.T, V0.T; \
	VFMUL(18, 3, 3); \
	VFMLA V19.T, V2.T, V3.T; \
	VFMUL(20, 4, 4); \
	VFMUL(21, 2, 5); \
	VFMLA V2.T, V5.T, V4.T; \
	VFSQRT(4, 5); \
	VFDIV(17, 5, 5); \
	VFADD(22, 5, 5); \
	VFDIV(5, 3, 5); \
	VFMLS V16.T, V5.T, V0.T
