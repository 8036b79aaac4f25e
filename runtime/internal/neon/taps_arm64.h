// taps(z, w, x, scale, shift *T, places *int32, m, n, k, ldz int, floor T), of conv, in tiles of four rows by 4 vectors, one vector or
// one column. Where fewer columns are left than a tile has, it begins earlier and computes some of them again; where fewer rows
// are left, the last one stands in for those that are not there. Every entry is summed in the same order, so that its bits do not
// depend on the tile.
//
// R0 z, R2 x, R4 rows left, R5 columns left, R6 the columns before the tile in bytes, R1 rows of w, R23 rows of z, R20 and R21 of
// scale and shift, V31 floor; in bytes R3 an entry, R19 a row of w, R22 ldz

	MOVD z+0(FP), R0
	MOVD x+16(FP), R2
	MOVD n+56(FP), R5
	MOVD ZR, R6
	MOVD $SIZE, R3
	MOVD k+64(FP), R19
	LSL  $SHIFT, R19
	MOVD ldz+72(FP), R22
	LSL  $SHIFT, R22
	MOVD $floor+80(FP), R7
	VLD1R (R7), [V31.T]

next:
	MOVD n+56(FP), R7
	CMP  $LANES, R7
	BLT  column
	CMP  $LANES, R5
	BLE  vector
	CMP  $(4*LANES), R7
	BLT  vector

	TAPCOLUMNS(4*LANES)
tile4:
	TAPTILE
	ZERO4(V0, V1, V2, V3)
	ZERO4(V4, V5, V6, V7)
	ZERO4(V8, V9, V10, V11)
	ZERO4(V12, V13, V14, V15)
step4:
	TAP
	VLD1 (R7), [V16.T, V17.T, V18.T, V19.T]
	PRODUCTS4(20, 0, 1, 2, 3)
	PRODUCTS4(21, 4, 5, 6, 7)
	PRODUCTS4(22, 8, 9, 10, 11)
	PRODUCTS4(23, 12, 13, 14, 15)
	SUBS $1, R24
	BNE  step4
	AFFINE4
	SCALE4(16, 20, 0, 1, 2, 3)
	SCALE4(17, 21, 4, 5, 6, 7)
	SCALE4(18, 22, 8, 9, 10, 11)
	SCALE4(19, 23, 12, 13, 14, 15)
	RAISE4(0, 1, 2, 3)
	RAISE4(4, 5, 6, 7)
	RAISE4(8, 9, 10, 11)
	RAISE4(12, 13, 14, 15)
	VST1 [V0.T, V1.T, V2.T, V3.T], (R14)
	VST1 [V4.T, V5.T, V6.T, V7.T], (R15)
	VST1 [V8.T, V9.T, V10.T, V11.T], (R16)
	VST1 [V12.T, V13.T, V14.T, V15.T], (R17)
	TAPDOWN(tile4)
	ADD  $64, R6
	SUBS $(4*LANES), R5
	BNE  next
	RET

vector:
	TAPCOLUMNS(LANES)
tile1:
	TAPTILE1(VLD1, step1)
	VST1 [V0.T], (R14)
	VST1 [V1.T], (R15)
	VST1 [V2.T], (R16)
	VST1 [V3.T], (R17)
	TAPDOWN(tile1)
	ADD  $16, R6
	SUBS $LANES, R5
	BNE  next
	RET

column:
	TAPCOLUMNS(1)
tile0:
	TAPTILE1(VLD1R, step0)
	FMOV F0, (R14)
	FMOV F1, (R15)
	FMOV F2, (R16)
	FMOV F3, (R17)
	TAPDOWN(tile0)
	ADD  $SIZE, R6
	SUBS $1, R5
	BNE  column
	RET
