// What the tiles of gemm are made of; gemm_arm64.h names the registers.

// COLUMNS begins a tile with that many columns, earlier if fewer are left, at the first row.
#define COLUMNS(columns) \
	SUBS $(columns), R5, R7; \
	CSEL LT, R7, ZR, R7; \
	ADD  R7<<SHIFT, R6; \
	SUB  R7, R5; \
	ADD  R6, R0, R23; \
	MOVD a+8(FP), R1; \
	MOVD m+32(FP), R4

// TILE points R8 to R11 to rows of A, R14 to R17 to rows of C, and R13 into B. R12 runs along the rows of A.
#define TILE \
	ROWS4(R1, R19, R4, R8, R9, R10, R11); \
	ROWS4(R23, R22, R4, R14, R15, R16, R17); \
	ADD  R6, R2, R13; \
	ADD  R6, R3, R7; \
	MOVD ZR, R12; \
	MOVD k+48(FP), R24

// DOWN steps to the next four rows, if there are any.
#define DOWN(tile) \
	ADD  R19<<2, R1; \
	ADD  R22<<2, R23; \
	SUBS $4, R4; \
	BGT  tile

// COPY4 copies what the sums of the first row begin with.
#define COPY4(s0, s1, s2, s3) \
	VMOV V0.B16, s0.B16; \
	VMOV V1.B16, s1.B16; \
	VMOV V2.B16, s2.B16; \
	VMOV V3.B16, s3.B16

// ENTRIES reads an entry of each row of A.
#define ENTRIES \
	FMOV (R8)(R12), F20; \
	FMOV (R9)(R12), F21; \
	FMOV (R10)(R12), F22; \
	FMOV (R11)(R12), F23; \
	ADD  R20, R12

// PRODUCTS4 adds the products of an entry of A and four vectors of B.
#define PRODUCTS4(a, s0, s1, s2, s3) \
	VFMLA0(a, 16, s0); \
	VFMLA0(a, 17, s1); \
	VFMLA0(a, 18, s2); \
	VFMLA0(a, 19, s3)

// TILE1 computes a tile of one vector or column in V0 to V3.
#define TILE1(load, step, end) \
	TILE; \
	VEOR V0.B16, V0.B16, V0.B16; \
	CBZ  R3, 2(PC); \
	load (R7), [V0.T]; \
	VMOV V0.B16, V1.B16; \
	VMOV V0.B16, V2.B16; \
	VMOV V0.B16, V3.B16; \
	CBZ  R24, end; \
step: \
	ENTRIES; \
	load.P (R13)(R21), [V16.T]; \
	VFMLA0(20, 16, 0); \
	VFMLA0(21, 16, 1); \
	VFMLA0(22, 16, 2); \
	VFMLA0(23, 16, 3); \
	SUBS $1, R24; \
	BNE  step; \
end: \
	RAISE4(0, 1, 2, 3)
