// What the tiles of taps are made of; taps_arm64.h names the registers.

// TAPCOLUMNS begins a tile with that many columns, earlier if fewer are left, at the first row.
#define TAPCOLUMNS(columns) \
	SUBS $(columns), R5, R7; \
	CSEL LT, R7, ZR, R7; \
	ADD  R7<<SHIFT, R6; \
	SUB  R7, R5; \
	ADD  R6, R0, R23; \
	MOVD w+8(FP), R1; \
	MOVD scale+24(FP), R20; \
	MOVD shift+32(FP), R21; \
	MOVD m+48(FP), R4

// TAPTILE points R8 to R11 to rows of w, R14 to R17 to rows of z, R13 into x and R25 to the places. R12 runs along the rows of w.
#define TAPTILE \
	ROWS4(R1, R19, R4, R8, R9, R10, R11); \
	ROWS4(R23, R22, R4, R14, R15, R16, R17); \
	ADD  R6, R2, R13; \
	MOVD ZR, R12; \
	MOVD places+40(FP), R25; \
	MOVD k+64(FP), R24

// TAP points R7 to what the next tap sees, and reads its weights.
#define TAP \
	MOVW.P 4(R25), R7; \
	ADD  R7<<SHIFT, R13, R7; \
	FMOV (R8)(R12), F20; \
	FMOV (R9)(R12), F21; \
	FMOV (R10)(R12), F22; \
	FMOV (R11)(R12), F23; \
	ADD  $SIZE, R12

// AFFINE4 reads what scales and shifts four rows into V16 to V19 and V20 to V23.
#define AFFINE4 \
	ROWS4(R20, R3, R4, R8, R9, R10, R11); \
	VLD1R (R8), [V16.T]; \
	VLD1R (R9), [V17.T]; \
	VLD1R (R10), [V18.T]; \
	VLD1R (R11), [V19.T]; \
	ROWS4(R21, R3, R4, R8, R9, R10, R11); \
	VLD1R (R8), [V20.T]; \
	VLD1R (R9), [V21.T]; \
	VLD1R (R10), [V22.T]; \
	VLD1R (R11), [V23.T]

// SCALE scales and shifts a vector.
#define SCALE(scale, shift, s) \
	VFMUL(scale, s, s); \
	VFADD(shift, s, s)

// SCALE4 scales and shifts the sums of a row.
#define SCALE4(scale, shift, s0, s1, s2, s3) \
	SCALE(scale, shift, s0); \
	SCALE(scale, shift, s1); \
	SCALE(scale, shift, s2); \
	SCALE(scale, shift, s3)

// TAPDOWN steps to the next four rows, if there are any.
#define TAPDOWN(tile) \
	ADD  R19<<2, R1; \
	ADD  R22<<2, R23; \
	ADD  R3<<2, R20; \
	ADD  R3<<2, R21; \
	SUBS $4, R4; \
	BGT  tile

// TAPTILE1 computes a tile of one vector or column in V0 to V3.
#define TAPTILE1(load, step) \
	TAPTILE; \
	ZERO4(V0, V1, V2, V3); \
step: \
	TAP; \
	load (R7), [V16.T]; \
	VFMLA0(20, 16, 0); \
	VFMLA0(21, 16, 1); \
	VFMLA0(22, 16, 2); \
	VFMLA0(23, 16, 3); \
	SUBS $1, R24; \
	BNE  step; \
	AFFINE4; \
	SCALE(16, 20, 0); \
	SCALE(17, 21, 1); \
	SCALE(18, 22, 2); \
	SCALE(19, 23, 3); \
	RAISE4(0, 1, 2, 3)
