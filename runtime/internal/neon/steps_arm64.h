// The steps of formulas: V0 is the result, V1, V2 and V3 the operands, V16 and V17 numbers.

// STEPARGS1, of (y, x *T, n int), and those with one and two numbers.
#define STEPARGS1 \
	MOVD y+0(FP), R0; \
	MOVD x+8(FP), R1; \
	MOVD n+16(FP), R4

#define NUMARGS \
	STEPARGS1; \
	MOVD  $c+24(FP), R5; \
	VLD1R (R5), [V16.T]

#define CLAMPARGS \
	STEPARGS1; \
	MOVD  $low+24(FP), R5; \
	VLD1R (R5), [V16.T]; \
	MOVD  $high+28(FP), R5; \
	VLD1R (R5), [V17.T]

// STEPARGS2, of (y, a, b *T, n int).
#define STEPARGS2 \
	MOVD y+0(FP), R0; \
	MOVD a+8(FP), R1; \
	MOVD b+16(FP), R2; \
	MOVD n+24(FP), R4

// STEPARGS3, of (y, c, a, b *T, n int).
#define STEPARGS3 \
	MOVD y+0(FP), R0; \
	MOVD c+8(FP), R1; \
	MOVD a+16(FP), R2; \
	MOVD b+24(FP), R3; \
	MOVD n+32(FP), R4

// STEP1 is the step of rules of one operand, STEP2 of two, STEP3 of three.
#define STEP1(load, store, bytes, rule) \
	load.P bytes(R1), [V1.T]; \
	rule; \
	store(V0, R0)

#define STEP2(load, store, bytes, rule) \
	load.P bytes(R2), [V2.T]; \
	STEP1(load, store, bytes, rule)

#define STEP3(load, store, bytes, rule) \
	load.P bytes(R3), [V3.T]; \
	STEP2(load, store, bytes, rule)

// ONES sets V17 to ones, and V18 to their opposites.
#define ONES \
	FMOV $1.0, F17; \
	VDUP V17.LANE[0], V17.T; \
	FMOV $-1.0, F18; \
	VDUP V18.LANE[0], V18.T

#define PLUS VFADD(2, 1, 0)
#define MINUS VFSUB(2, 1, 0)
#define TIMES VFMUL(2, 1, 0)
#define OVER VFDIV(2, 1, 0)
#define LARGER VFMAX(2, 1, 0)
#define SMALLER VFMIN(2, 1, 0)

#define PLUSNUM VFADD(16, 1, 0)
#define TIMESNUM VFMUL(16, 1, 0)
#define OVERNUM VFDIV(16, 1, 0)
#define NUMMINUS VFSUB(1, 16, 0)
#define NUMOVER VFDIV(1, 16, 0)
#define LARGERNUM VFMAX(16, 1, 0)
#define SMALLERNUM VFMIN(16, 1, 0)
#define CLAMP VFMAX(16, 1, 0); VFMIN(17, 0, 0)

// TRUTH makes 1 of all ones.
#define TRUTH VAND V17.B16, V0.B16, V0.B16
#define LESS VFCMGT(1, 2, 0); TRUTH
#define ATMOST VFCMGE(1, 2, 0); TRUTH
#define LESSNUM VFCMGT(1, 16, 0); TRUTH
#define ATMOSTNUM VFCMGE(1, 16, 0); TRUTH
#define MORENUM VFCMGT(16, 1, 0); TRUTH
#define ATLEASTNUM VFCMGE(16, 1, 0); TRUTH

#define KEEP \
	VFCMEQ0(1, 4); \
	VMOV V2.B16, V0.B16; \
	VBIT V4.B16, V16.B16, V0.B16

#define WHERE \
	VFCMEQ0(1, 4); \
	VMOV V2.B16, V0.B16; \
	VBIT V4.B16, V3.B16, V0.B16

#define ABS VFABS(1, 0)
#define SQRT VFSQRT(1, 0)
#define FLOOR VFRINTM(1, 0)
#define ROUND VFRINTN(1, 0)
#define SIGN \
	VMOV V1.B16, V0.B16; \
	VFCMGT0(1, 4); \
	VBIT V4.B16, V17.B16, V0.B16; \
	VFCMLT0(1, 4); \
	VBIT V4.B16, V18.B16, V0.B16
