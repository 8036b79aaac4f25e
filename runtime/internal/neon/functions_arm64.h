// Functions of float32, by the same polynomials as for amd64 (runtime/asm/vec_exp.go and the files beside it). V0 is the result and
// V1 the argument; V2 to V15 are spoiled, and the numbers stand in the vectors after.

// NUMBERSFROM points R5 to the numbers of a function; those that follow load some into all lanes.
#define NUMBERSFROM(table) MOVD $table<>(SB), R5
#define NUMBERS8(v0, v1, v2, v3, v4, v5, v6, v7) \
	NUMBERS2(v0, v1); NUMBERS2(v2, v3); NUMBERS2(v4, v5); NUMBERS2(v6, v7)

// scvtf Vd.4S, Vn.4S, and sshr Vd.4S, Vn.4S, #k
#define VSCVTF(n, d) WORD $(0x4e21d800 | n<<5 | d)
#define VSSHR(k, n, d) WORD $(0x4f000400 | (64-k)<<16 | n<<5 | d)

// HORNER is V(to) = coefficient + V1·V(from), or what else stands for V1.
#define HORNER(coefficient, x, from, to) \
	VMOV  coefficient.B16, to.B16; \
	VFMLA from.T, x.T, to.T

// EXPPARTS makes of x between V16 and V17 the integer n in the low bits of V2, n in V3, and r in V1 with x = n·ln 2 + r: V18 is
// 1/ln 2, V19 what rounds to integers, V20 and V21 are ln 2 in two parts.
#define EXPPARTS \
	VFMAX(16, 1, 1); \
	VFMIN(17, 1, 1); \
	HORNER(V19, V1, V18, V2); \
	VFSUB(19, 2, 3); \
	VFMLS V20.T, V3.T, V1.T; \
	VFMLS V21.T, V3.T, V1.T; \
	VSUB  V19.T, V2.T, V2.T

// EXPSERIES makes e**r - 1 of r in V1, with the coefficients in V22 to V26.
#define EXPSERIES \
	HORNER(V25, V1, V26, V4); \
	HORNER(V24, V1, V4, V5); \
	HORNER(V23, V1, V5, V4); \
	HORNER(V22, V1, V4, V5); \
	VFMUL(1, 1, 6); \
	VFMLA V5.T, V6.T, V1.T

// TIMESPOWER multiplies V0 by 2**n of the integers in a vector; V27 is 1.
#define TIMESPOWER(v, number) \
	VSHL $23, v.T, v.T; \
	VADD V27.T, v.T, v.T; \
	VFMUL(number, 0, 0)

#define EXPNUMBERS \
	NUMBERS8(V18, V19, V20, V21, V22, V23, V24, V25); \
	NUMBERS2(V26, V27)

// EXP takes 2**n in two factors, each a normal number.
#define EXP \
	EXPPARTS; \
	EXPSERIES; \
	VFADD(27, 1, 0); \
	VSSHR(1, 2, 3); \
	VSUB V3.T, V2.T, V2.T; \
	TIMESPOWER(V3, 3); \
	TIMESPOWER(V2, 2)

// EXPM1 is twice what it is with half the power of two; V28 is 0.5, V29 the sign.
#define EXPM1 \
	VMOV V1.B16, V7.B16; \
	EXPPARTS; \
	EXPSERIES; \
	VSHL $23, V2.T, V2.T; \
	VADD V28.T, V2.T, V2.T; \
	VFSUB(28, 2, 0); \
	VFMLA V1.T, V2.T, V0.T; \
	VFADD(0, 0, 0); \
	VAND V29.B16, V7.B16, V7.B16; \
	VORR V7.B16, V0.B16, V0.B16

// LOGOF makes log(u) + V7 of u in V1: V16 is √½, V17 1, V18 0.5, V19 and V20 are ln 2 in two parts, V21 to V29 the coefficients.
#define LOGOF \
	VSUB V16.T, V1.T, V2.T; \
	VSSHR(23, 2, 2); \
	VSHL $23, V2.T, V3.T; \
	VSUB V3.T, V1.T, V3.T; \
	VFSUB(17, 3, 3); \
	VSCVTF(2, 2); \
	VFMUL(3, 3, 4); \
	HORNER(V28, V3, V29, V5); \
	HORNER(V27, V3, V5, V6); \
	HORNER(V26, V3, V6, V5); \
	HORNER(V25, V3, V5, V6); \
	HORNER(V24, V3, V6, V5); \
	HORNER(V23, V3, V5, V6); \
	HORNER(V22, V3, V6, V5); \
	HORNER(V21, V3, V5, V6); \
	VFMUL(3, 6, 6); \
	VFSUB(18, 6, 6); \
	HORNER(V7, V4, V6, V0); \
	VFMLA V20.T, V2.T, V0.T; \
	VFADD(3, 0, 0); \
	VFMLA V19.T, V2.T, V0.T

// LOGENDS puts -Inf where V1 is 0, NaN where it is less, and V1 where it is not finite: V30 is NaN, V31 -Inf, V8 +Inf.
#define LOGENDS \
	VMOV V1.B16, V5.B16; \
	VFCMLT0(1, 6); \
	VBIT V6.B16, V30.B16, V5.B16; \
	VFCMEQ0(1, 6); \
	VBIT V6.B16, V31.B16, V5.B16; \
	VFCMGT0(1, 6); \
	VFCMGT(1, 8, 4); \
	VAND V4.B16, V6.B16, V6.B16; \
	VBIF V6.B16, V5.B16, V0.B16

#define LOGNUMBERS \
	NUMBERS8(V16, V17, V18, V19, V20, V21, V22, V23); \
	NUMBERS8(V24, V25, V26, V27, V28, V29, V30, V31)

// LOG lifts denormal numbers, those below V9, by V10, whose logarithm V11 is.
#define LOG \
	VMOV V1.B16, V12.B16; \
	VFCMGT(1, 9, 13); \
	VFMUL(10, 1, 2); \
	VBIT V13.B16, V2.B16, V1.B16; \
	VEOR V7.B16, V7.B16, V7.B16; \
	LOGOF; \
	VAND V13.B16, V11.B16, V2.B16; \
	VFSUB(2, 0, 0); \
	VMOV V12.B16, V1.B16; \
	LOGENDS

// LOG1P is log(u) + c/u with u = 1 + x and what that loses, c, which does not count beyond V9; V10 is the sign.
#define LOG1P \
	VMOV V1.B16, V12.B16; \
	VFADD(17, 1, 2); \
	VFSUB(17, 2, 3); \
	VFSUB(3, 1, 7); \
	VFDIV(2, 7, 7); \
	VFCMGT(2, 9, 4); \
	VAND V4.B16, V7.B16, V7.B16; \
	VMOV V2.B16, V1.B16; \
	LOGOF; \
	LOGENDS; \
	VAND V10.B16, V12.B16, V2.B16; \
	VORR V2.B16, V0.B16, V0.B16

// SINE is the sine of |x| and V31 quarters of a circle, with the sign of x where V11 has its bit: V16 is 2/π, V17 what rounds to
// integers, V18 to V20 are π/2 in three parts, V21 to V23 and V24 to V26 the series, V27 is -0.5, V28 1 and V30 the sign. What is
// beyond V29 is left as it is, and noted in V15; V14 is all ones.
#define SINE \
	VFABS(1, 2); \
	VFCMGE(2, 29, 13); \
	HORNER(V17, V2, V16, V3); \
	VFSUB(17, 3, 4); \
	VFMLS V18.T, V4.T, V2.T; \
	VFMLS V19.T, V4.T, V2.T; \
	VFMLS V20.T, V4.T, V2.T; \
	VADD V31.T, V3.T, V3.T; \
	VFMUL(2, 2, 5); \
	HORNER(V22, V5, V23, V6); \
	HORNER(V21, V5, V6, V7); \
	VFMUL(5, 7, 7); \
	HORNER(V2, V2, V7, V0); \
	HORNER(V25, V5, V26, V7); \
	HORNER(V24, V5, V7, V8); \
	HORNER(V27, V5, V8, V7); \
	HORNER(V28, V5, V7, V8); \
	VSHL $31, V3.T, V9.T; \
	VSSHR(31, 9, 9); \
	VBIT V9.B16, V8.B16, V0.B16; \
	VSHL $30, V3.T, V3.T; \
	VAND V30.B16, V3.B16, V3.B16; \
	VAND V11.B16, V1.B16, V4.B16; \
	VEOR V4.B16, V3.B16, V3.B16; \
	VEOR V3.B16, V0.B16, V0.B16; \
	VBIF V13.B16, V1.B16, V0.B16; \
	VEOR V14.B16, V13.B16, V13.B16; \
	VORR V13.B16, V15.B16, V15.B16

#define SINENUMBERS \
	NUMBERS8(V16, V17, V18, V19, V20, V21, V22, V23); \
	NUMBERS8(V24, V25, V26, V27, V28, V29, V30, V31); \
	VLD1R (R5), [V11.T]; \
	VEOR V15.B16, V15.B16, V15.B16; \
	VFCMEQ0(15, 14)

// SINES is the loop, which returns another number than 0 where something was noted.
#define SINES \
	STEPS(STEP1, SINE); \
	VMOV V15.D[0], R6; \
	VMOV V15.D[1], R7; \
	ORR  R7, R6, R6; \
	ORR  R6>>32, R6, R6; \
	MOVW R6, beyond+24(FP); \
	RET
