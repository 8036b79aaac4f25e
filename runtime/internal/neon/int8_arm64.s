//go:build !purego

#include "textflag.h"

// smull Vd.8H, Vn.8B, Vm.8B and smull2, which takes the upper halves
#define VSMULL(m, n, d) WORD $(0x0e20c000 | m<<16 | n<<5 | d)
#define VSMULL2(m, n, d) WORD $(0x4e20c000 | m<<16 | n<<5 | d)

// sadalp Vd.4S, Vn.8H: adds the sums of neighbours to Vd
#define VSADALP(n, d) WORD $(0x4e606800 | n<<5 | d)

// PRODUCTS adds the products of 16 weights, four of each of four units, to two sums for each of these.
#define PRODUCTS(n, w, low, high) \
	VEOR    V31.B16, w, w; \
	VSMULL(0, n, 8); \
	VSMULL2(0, n, 9); \
	VSADALP(8, low); \
	VSADALP(9, high)

// func Int8Sums(sums *int32, w *uint8, x *int8, groups, step int)
TEXT ·Int8Sums(SB), NOSPLIT, $0-40
	MOVD  sums+0(FP), R0
	MOVD  w+8(FP), R1
	MOVD  x+16(FP), R2
	MOVD  groups+24(FP), R3
	MOVD  step+32(FP), R4
	VMOVI $0x80, V31.B16
	VEOR  V16.B16, V16.B16, V16.B16
	VEOR  V17.B16, V17.B16, V17.B16
	VEOR  V18.B16, V18.B16, V18.B16
	VEOR  V19.B16, V19.B16, V19.B16
	VEOR  V20.B16, V20.B16, V20.B16
	VEOR  V21.B16, V21.B16, V21.B16
	VEOR  V22.B16, V22.B16, V22.B16
	VEOR  V23.B16, V23.B16, V23.B16

group:
	MOVWU.P 4(R2), R5
	VDUP    R5, V0.S4
	VLD1    (R1), [V4.B16, V5.B16, V6.B16, V7.B16]
	ADD     R4, R1
	PRODUCTS(4, V4.B16, 16, 17)
	PRODUCTS(5, V5.B16, 18, 19)
	PRODUCTS(6, V6.B16, 20, 21)
	PRODUCTS(7, V7.B16, 22, 23)
	SUB     $1, R3
	CBNZ    R3, group

	VADDP V17.S4, V16.S4, V16.S4
	VADDP V19.S4, V18.S4, V17.S4
	VADDP V21.S4, V20.S4, V18.S4
	VADDP V23.S4, V22.S4, V19.S4
	VST1  [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	RET
