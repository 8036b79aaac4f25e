// gemvN(y, w, b, x *T, n, k, ld int, floor T), four outputs at a time. Where fewer are left, the last row stands in for
// those that are not there. Without b nothing is added.
//
// R0 y, R1 W, R2 b, R3 outputs left, R4 k, R5 a row of W in bytes, R6 x, R8 to R11 rows, R14 entries left, F31 floor

// STEP adds an entry of each row, or a vector.
#define STEP(s0, s1, s2, s3, v0, v1, v2, v3, x) \
	VFMLA x.T, v0.T, s0.T; \
	VFMLA x.T, v1.T, s1.T; \
	VFMLA x.T, v2.T, s2.T; \
	VFMLA x.T, v3.T, s3.T

// FINISH writes an output from the lanes of its sum.
#define FINISH(v, s) \
	SUM(v); \
	CBZ    R2, 3(PC); \
	FMOV.P SIZE(R2), F16; \
	FADD   F16, s; \
	FMAX   F31, s; \
	FMOV.P s, SIZE(R0); \
	SUBS   $1, R3; \
	BEQ    done

	MOVD y+0(FP), R0
	MOVD w+8(FP), R1
	MOVD b+16(FP), R2
	MOVD n+32(FP), R3
	MOVD k+40(FP), R4
	MOVD ld+48(FP), R5
	LSL  $SHIFT, R5
	FMOV floor+56(FP), F31

next:
	MOVD x+24(FP), R6
	ROWS4(R1, R5, R3, R8, R9, R10, R11)
	ADD  R5<<2, R1
	ZERO4(V0, V1, V2, V3)
	ZERO4(V4, V5, V6, V7)
	SUBS $(2*LANES), R4, R14
	BLT  one
two:
	VLD1.P 32(R6), [V16.T, V17.T]
	VLD1.P 32(R8), [V18.T, V19.T]
	VLD1.P 32(R9), [V20.T, V21.T]
	VLD1.P 32(R10), [V22.T, V23.T]
	VLD1.P 32(R11), [V24.T, V25.T]
	STEP(V0, V1, V2, V3, V18, V20, V22, V24, V16)
	STEP(V4, V5, V6, V7, V19, V21, V23, V25, V17)
	SUBS   $(2*LANES), R14
	BGE    two
one:
	ADDS   $LANES, R14
	BLT    rest
	VLD1.P 16(R6), [V16.T]
	VLD1.P 16(R8), [V18.T]
	VLD1.P 16(R9), [V20.T]
	VLD1.P 16(R10), [V22.T]
	VLD1.P 16(R11), [V24.T]
	STEP(V0, V1, V2, V3, V18, V20, V22, V24, V16)
	SUB    $LANES, R14
rest:
	ADDS   $LANES, R14
	BEQ    end
entry:
	FMOV.P SIZE(R6), F16
	FMOV.P SIZE(R8), F18
	FMOV.P SIZE(R9), F20
	FMOV.P SIZE(R10), F22
	FMOV.P SIZE(R11), F24
	STEP(V0, V1, V2, V3, V18, V20, V22, V24, V16) // the other lanes are zeros
	SUBS   $1, R14
	BNE    entry
end:
	VFADD(4, 0, 0)
	VFADD(5, 1, 1)
	VFADD(6, 2, 2)
	VFADD(7, 3, 3)
	FINISH(0, F0)
	FINISH(1, F1)
	FINISH(2, F2)
	FINISH(3, F3)
	B next
done:
	RET
