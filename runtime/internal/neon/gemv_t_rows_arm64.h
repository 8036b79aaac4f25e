// What the panels of gemvT are made of; gemv_t_arm64.h names the registers.

// BACK moves the panel back to where it has that many outputs, if fewer are left.
#define BACK(outputs) \
	SUBS $(outputs), R6, R7; \
	CSEL LT, R7, ZR, R7; \
	ADD  R7<<SHIFT, R0; \
	ADD  R7<<SHIFT, R1; \
	ADD  R7<<SHIFT, R2; \
	SUB  R7, R6

// BEGIN points R8 to x and R9 to R12 to the first four rows, and counts the rows in R14.
#define BEGIN \
	MOVD x+24(FP), R8; \
	MOVD R4, R14; \
	MOVD R1, R9; \
	ADD  R5, R9, R10; \
	ADD  R5, R10, R11; \
	ADD  R5, R11, R12

// PART adds 64 bytes of the row at R9 to four sums; V30 is the row's x.
#define PART(s0, s1, s2, s3) \
	VLD1.P 64(R9), [V16.T, V17.T, V18.T, V19.T]; \
	VFMLA  V30.T, V16.T, s0.T; \
	VFMLA  V30.T, V17.T, s1.T; \
	VFMLA  V30.T, V18.T, s2.T; \
	VFMLA  V30.T, V19.T, s3.T

// ROW4 adds four vectors of a row, and steps to another row.
#define ROW4(row, step, s0, s1, s2, s3) \
	VLD1R.P SIZE(R8), [V30.T]; \
	VLD1.P  (row)(step), [V16.T, V17.T, V18.T, V19.T]; \
	VFMLA   V30.T, V16.T, s0.T; \
	VFMLA   V30.T, V17.T, s1.T; \
	VFMLA   V30.T, V18.T, s2.T; \
	VFMLA   V30.T, V19.T, s3.T

// ROW adds one vector of a row, loaded by ld1 or ld1r, and steps to another row.
#define ROW(load, row, step, s) \
	VLD1R.P SIZE(R8), [V30.T]; \
	load.P  (row)(step), [V16.T]; \
	VFMLA   V30.T, V16.T, s.T

// ROWS adds all rows of one vector. Four are under way at a time, since a sum has to wait for the last addition to it.
#define ROWS(load, four, rest, one, end) \
	BEGIN; \
	ZERO4(V1, V2, V3, V4); \
	SUBS $4, R14; \
	BLT  rest; \
four: \
	ROW(load, R9, R13, V0); \
	ROW(load, R10, R13, V1); \
	ROW(load, R11, R13, V2); \
	ROW(load, R12, R13, V3); \
	SUBS $4, R14; \
	BGE  four; \
rest: \
	ADDS $4, R14; \
	BEQ  end; \
one: \
	ROW(load, R9, R5, V0); \
	SUBS $1, R14; \
	BNE  one; \
end: \
	SUM4(0, 1, 2, 3)

// SUM4 adds up four sums that are parts of one, and raises what is below the floor.
#define SUM4(s0, s1, s2, s3) \
	VFADD(s1, s0, s0); \
	VFADD(s3, s2, s2); \
	VFADD(s2, s0, s0); \
	VFMAX(31, s0, s0)
