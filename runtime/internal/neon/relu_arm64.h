// relu, leaky relu and their gradients: V0 is the result, which of the gradients is an argument too, V1 the other slice,
// V16 zeros or alpha.

// RELUARGS, of (y, z *T, n int, alpha T).
#define RELUARGS \
	MOVD y+0(FP), R0; \
	MOVD z+8(FP), R1; \
	MOVD n+16(FP), R4; \
	VEOR V16.B16, V16.B16, V16.B16

#define LEAKYARGS \
	RELUARGS; \
	MOVD  $alpha+24(FP), R5; \
	VLD1R (R5), [V16.T]

#define RELU \
	VFMAX(1, 16, 0)

#define RELUGRAD \
	VFCMLE0(1, 2); \
	VBIT V2.B16, V16.B16, V0.B16

#define LEAKYRELU \
	VFCMGT0(1, 2); \
	VFMUL(1, 16, 0); \
	VBIT V2.B16, V1.B16, V0.B16

#define LEAKYRELUGRAD \
	VFCMGT0(1, 2); \
	VFMUL(0, 16, 3); \
	VBIF V2.B16, V3.B16, V0.B16
