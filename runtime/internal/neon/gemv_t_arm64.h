// gemvT(y, w, b, x *T, n, k, ld int, floor T), in panels of 16 vectors of outputs, of 4, of one, or of one output. Where
// fewer outputs are left than a panel has, it begins earlier and computes some of them again.
//
// R0 y, R1 W, R2 b, R3 n, R4 k, R5 a row of W in bytes, R6 outputs left, R13 four rows in bytes, V31 floor

	MOVD y+0(FP), R0
	MOVD w+8(FP), R1
	MOVD b+16(FP), R2
	MOVD n+32(FP), R3
	MOVD k+40(FP), R4
	MOVD ld+48(FP), R5
	LSL  $SHIFT, R5
	LSL  $2, R5, R13
	MOVD R3, R6
	MOVD $floor+56(FP), R7
	VLD1R (R7), [V31.T]

next:
	CMP $(16*LANES), R6
	BGE by16
	CMP $LANES, R6
	BLE by1
	CMP $(4*LANES), R3
	BGE by4
by1:
	CMP $LANES, R3
	BLT scalar
	BACK(LANES)
	VLD1.P 16(R2), [V0.T]
	ROWS(VLD1, four1, rest1, one1, end1)
	VST1.P [V0.T], 16(R0)
	ADD    $16, R1
	SUBS   $LANES, R6
	BNE    next
	RET

scalar:
	VLD1R.P SIZE(R2), [V0.T]
	ROWS(VLD1R, fours, rests, ones, ends)
	FMOV.P  F0, SIZE(R0)
	ADD     $SIZE, R1
	SUBS    $1, R6
	BNE     scalar
	RET

by4:
	BACK(4*LANES)
	VLD1.P 64(R2), [V0.T, V1.T, V2.T, V3.T]
	ZERO4(V4, V5, V6, V7)
	ZERO4(V8, V9, V10, V11)
	ZERO4(V12, V13, V14, V15)
	BEGIN
	SUBS   $4, R14
	BLT    rest4
four4:
	ROW4(R9, R13, V0, V1, V2, V3)
	ROW4(R10, R13, V4, V5, V6, V7)
	ROW4(R11, R13, V8, V9, V10, V11)
	ROW4(R12, R13, V12, V13, V14, V15)
	SUBS   $4, R14
	BGE    four4
rest4:
	ADDS   $4, R14
	BEQ    end4
one4:
	ROW4(R9, R5, V0, V1, V2, V3)
	SUBS   $1, R14
	BNE    one4
end4:
	SUM4(0, 4, 8, 12)
	SUM4(1, 5, 9, 13)
	SUM4(2, 6, 10, 14)
	SUM4(3, 7, 11, 15)
	VST1.P [V0.T, V1.T, V2.T, V3.T], 64(R0)
	ADD    $64, R1
	SUBS   $(4*LANES), R6
	BNE    next
	RET

by16:
	VLD1.P 64(R2), [V0.T, V1.T, V2.T, V3.T]
	VLD1.P 64(R2), [V4.T, V5.T, V6.T, V7.T]
	VLD1.P 64(R2), [V8.T, V9.T, V10.T, V11.T]
	VLD1.P 64(R2), [V12.T, V13.T, V14.T, V15.T]
	BEGIN
	SUB    $256, R5, R7
	CBZ    R14, end16
one16:
	VLD1R.P SIZE(R8), [V30.T]
	PART(V0, V1, V2, V3)
	PART(V4, V5, V6, V7)
	PART(V8, V9, V10, V11)
	PART(V12, V13, V14, V15)
	ADD    R7, R9
	SUBS   $1, R14
	BNE    one16
end16:
	RAISE4(0, 1, 2, 3)
	RAISE4(4, 5, 6, 7)
	RAISE4(8, 9, 10, 11)
	RAISE4(12, 13, 14, 15)
	VST1.P [V0.T, V1.T, V2.T, V3.T], 64(R0)
	VST1.P [V4.T, V5.T, V6.T, V7.T], 64(R0)
	VST1.P [V8.T, V9.T, V10.T, V11.T], 64(R0)
	VST1.P [V12.T, V13.T, V14.T, V15.T], 64(R0)
	ADD    $256, R1
	SUBS   $(16*LANES), R6
	BNE    next
	RET
