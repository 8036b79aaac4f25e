// gemm(c, a, b, bias *T, m, n, k, ldc, rowA, stepA, ldb int, floor T), in tiles of four rows by 4 vectors, one vector or
// one column. Where fewer columns are left than a tile has, it begins earlier and computes some of them again; where
// fewer rows are left, the last one stands in for those that are not there. Every entry is summed in the same order, so
// that its bits do not depend on the tile. Without bias the sums begin at 0.
//
// R0 C, R1 rows of A, R2 B, R3 bias, R4 rows left, R5 columns left, R6 the columns before the tile in bytes, R23 rows of
// C, V31 floor; in bytes R19 rowA, R20 stepA, R21 ldb, R22 ldc

	MOVD c+0(FP), R0
	MOVD b+16(FP), R2
	MOVD bias+24(FP), R3
	MOVD n+40(FP), R5
	MOVD ZR, R6
	MOVD ldc+56(FP), R22
	LSL  $SHIFT, R22
	MOVD rowA+64(FP), R19
	LSL  $SHIFT, R19
	MOVD stepA+72(FP), R20
	LSL  $SHIFT, R20
	MOVD ldb+80(FP), R21
	LSL  $SHIFT, R21
	MOVD $floor+88(FP), R7
	VLD1R (R7), [V31.T]

next:
	MOVD n+40(FP), R7
	CMP  $LANES, R7
	BLT  column
	CMP  $LANES, R5
	BLE  vector
	CMP  $(4*LANES), R7
	BLT  vector

	COLUMNS(4*LANES)
tile4:
	TILE
	ZERO4(V0, V1, V2, V3)
	CBZ  R3, 2(PC)
	VLD1 (R7), [V0.T, V1.T, V2.T, V3.T]
	COPY4(V4, V5, V6, V7)
	COPY4(V8, V9, V10, V11)
	COPY4(V12, V13, V14, V15)
	CBZ  R24, end4
step4:
	ENTRIES
	VLD1.P (R13)(R21), [V16.T, V17.T, V18.T, V19.T]
	PRODUCTS4(20, 0, 1, 2, 3)
	PRODUCTS4(21, 4, 5, 6, 7)
	PRODUCTS4(22, 8, 9, 10, 11)
	PRODUCTS4(23, 12, 13, 14, 15)
	SUBS $1, R24
	BNE  step4
end4:
	RAISE4(0, 1, 2, 3)
	RAISE4(4, 5, 6, 7)
	RAISE4(8, 9, 10, 11)
	RAISE4(12, 13, 14, 15)
	VST1 [V0.T, V1.T, V2.T, V3.T], (R14)
	VST1 [V4.T, V5.T, V6.T, V7.T], (R15)
	VST1 [V8.T, V9.T, V10.T, V11.T], (R16)
	VST1 [V12.T, V13.T, V14.T, V15.T], (R17)
	DOWN(tile4)
	ADD  $64, R6
	SUBS $(4*LANES), R5
	BNE  next
	RET

vector:
	COLUMNS(LANES)
tile1:
	TILE1(VLD1, step1, end1)
	VST1 [V0.T], (R14)
	VST1 [V1.T], (R15)
	VST1 [V2.T], (R16)
	VST1 [V3.T], (R17)
	DOWN(tile1)
	ADD  $16, R6
	SUBS $LANES, R5
	BNE  next
	RET

column:
	COLUMNS(1)
tile0:
	TILE1(VLD1R, step0, end0)
	FMOV F0, (R14)
	FMOV F1, (R15)
	FMOV F2, (R16)
	FMOV F3, (R17)
	DOWN(tile0)
	ADD  $SIZE, R6
	SUBS $1, R5
	BNE  column
	RET
