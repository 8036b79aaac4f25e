//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "each_arm64.h"
#include "optimizer_arm64.h"
#include "steps_arm64.h"
#include "functions_arm64.h"

// the range of exp, 1/ln 2, 1.5·2²³, ln 2 in two parts, the series, and 1
DATA exps<>+0(SB)/4, $(-104.0)
DATA exps<>+4(SB)/4, $(89.0)
DATA exps<>+8(SB)/4, $(1.4426950408889634)
DATA exps<>+12(SB)/4, $(12582912.0)
DATA exps<>+16(SB)/4, $(0.693359375)
DATA exps<>+20(SB)/4, $(-0.00021219444)
DATA exps<>+24(SB)/4, $(0.5)
DATA exps<>+28(SB)/4, $(0.1666657702559799)
DATA exps<>+32(SB)/4, $(0.041666554662050534)
DATA exps<>+36(SB)/4, $(0.008363173074513711)
DATA exps<>+40(SB)/4, $(0.001392617611993558)
DATA exps<>+44(SB)/4, $(1.0)
GLOBL exps<>(SB), RODATA|NOPTR, $48

// the same for expm1, 0.5 and the sign
DATA expm1s<>+0(SB)/4, $(-40.0)
DATA expm1s<>+4(SB)/4, $(89.0)
DATA expm1s<>+8(SB)/4, $(1.4426950408889634)
DATA expm1s<>+12(SB)/4, $(12582912.0)
DATA expm1s<>+16(SB)/4, $(0.693359375)
DATA expm1s<>+20(SB)/4, $(-0.00021219444)
DATA expm1s<>+24(SB)/4, $(0.5)
DATA expm1s<>+28(SB)/4, $(0.1666657702559799)
DATA expm1s<>+32(SB)/4, $(0.041666554662050534)
DATA expm1s<>+36(SB)/4, $(0.008363173074513711)
DATA expm1s<>+40(SB)/4, $(0.001392617611993558)
DATA expm1s<>+44(SB)/4, $(1.0)
DATA expm1s<>+48(SB)/4, $(0.5)
DATA expm1s<>+52(SB)/4, $0x80000000
GLOBL expm1s<>(SB), RODATA|NOPTR, $56

// √½ by its bits, 1, 0.5, ln 2 in two parts, the series, NaN, -Inf, Inf, the smallest normal number, 2²⁴ and its logarithm
DATA logs<>+0(SB)/4, $0x3f3504f3
DATA logs<>+4(SB)/4, $(1.0)
DATA logs<>+8(SB)/4, $(0.5)
DATA logs<>+12(SB)/4, $(0.693359375)
DATA logs<>+16(SB)/4, $(-0.00021219444)
DATA logs<>+20(SB)/4, $(0.33333331180030046)
DATA logs<>+24(SB)/4, $(-0.24999996957950882)
DATA logs<>+28(SB)/4, $(0.200007157488921)
DATA logs<>+32(SB)/4, $(-0.16667802319501254)
DATA logs<>+36(SB)/4, $(0.1424905764569748)
DATA logs<>+40(SB)/4, $(-0.12425687331451106)
DATA logs<>+44(SB)/4, $(0.1168541992348674)
DATA logs<>+48(SB)/4, $(-0.11479733846637635)
DATA logs<>+52(SB)/4, $(0.06971611471451178)
DATA logs<>+56(SB)/4, $0x7fc00000
DATA logs<>+60(SB)/4, $0xff800000
DATA logs<>+64(SB)/4, $0x7f800000
DATA logs<>+68(SB)/4, $0x00800000
DATA logs<>+72(SB)/4, $(16777216.0)
DATA logs<>+76(SB)/4, $(16.635532333438686)
GLOBL logs<>(SB), RODATA|NOPTR, $80

// the same up to Inf, 2⁶⁰ and the sign
DATA log1ps<>+0(SB)/4, $0x3f3504f3
DATA log1ps<>+4(SB)/4, $(1.0)
DATA log1ps<>+8(SB)/4, $(0.5)
DATA log1ps<>+12(SB)/4, $(0.693359375)
DATA log1ps<>+16(SB)/4, $(-0.00021219444)
DATA log1ps<>+20(SB)/4, $(0.33333331180030046)
DATA log1ps<>+24(SB)/4, $(-0.24999996957950882)
DATA log1ps<>+28(SB)/4, $(0.200007157488921)
DATA log1ps<>+32(SB)/4, $(-0.16667802319501254)
DATA log1ps<>+36(SB)/4, $(0.1424905764569748)
DATA log1ps<>+40(SB)/4, $(-0.12425687331451106)
DATA log1ps<>+44(SB)/4, $(0.1168541992348674)
DATA log1ps<>+48(SB)/4, $(-0.11479733846637635)
DATA log1ps<>+52(SB)/4, $(0.06971611471451178)
DATA log1ps<>+56(SB)/4, $0x7fc00000
DATA log1ps<>+60(SB)/4, $0xff800000
DATA log1ps<>+64(SB)/4, $0x7f800000
DATA log1ps<>+68(SB)/4, $(1.152921504606847e+18)
DATA log1ps<>+72(SB)/4, $0x80000000
GLOBL log1ps<>(SB), RODATA|NOPTR, $76

// 2/π, 1.5·2²³, π/2 in three parts, the series of sine and cosine, -0.5, 1, the end of the range, the sign, no quarters, the sign of x
DATA sines<>+0(SB)/4, $(0.6366197723675814)
DATA sines<>+4(SB)/4, $(12582912.0)
DATA sines<>+8(SB)/4, $0x3fc90fdb
DATA sines<>+12(SB)/4, $0xb33bbd2e
DATA sines<>+16(SB)/4, $0xa6f72ced
DATA sines<>+20(SB)/4, $(-0.1666666466231438)
DATA sines<>+24(SB)/4, $(0.008332748270629749)
DATA sines<>+28(SB)/4, $(-0.00019587890880412386)
DATA sines<>+32(SB)/4, $(0.04166666465950221)
DATA sines<>+36(SB)/4, $(-0.0013888303035894866)
DATA sines<>+40(SB)/4, $(2.4547942085071572e-05)
DATA sines<>+44(SB)/4, $(-0.5)
DATA sines<>+48(SB)/4, $(1.0)
DATA sines<>+52(SB)/4, $(100000.0)
DATA sines<>+56(SB)/4, $0x80000000
DATA sines<>+60(SB)/4, $0
DATA sines<>+64(SB)/4, $0x80000000
GLOBL sines<>(SB), RODATA|NOPTR, $68

// the same with one quarter, without the sign of x
DATA cosines<>+0(SB)/4, $(0.6366197723675814)
DATA cosines<>+4(SB)/4, $(12582912.0)
DATA cosines<>+8(SB)/4, $0x3fc90fdb
DATA cosines<>+12(SB)/4, $0xb33bbd2e
DATA cosines<>+16(SB)/4, $0xa6f72ced
DATA cosines<>+20(SB)/4, $(-0.1666666466231438)
DATA cosines<>+24(SB)/4, $(0.008332748270629749)
DATA cosines<>+28(SB)/4, $(-0.00019587890880412386)
DATA cosines<>+32(SB)/4, $(0.04166666465950221)
DATA cosines<>+36(SB)/4, $(-0.0013888303035894866)
DATA cosines<>+40(SB)/4, $(2.4547942085071572e-05)
DATA cosines<>+44(SB)/4, $(-0.5)
DATA cosines<>+48(SB)/4, $(1.0)
DATA cosines<>+52(SB)/4, $(100000.0)
DATA cosines<>+56(SB)/4, $0x80000000
DATA cosines<>+60(SB)/4, $1
DATA cosines<>+64(SB)/4, $0
GLOBL cosines<>(SB), RODATA|NOPTR, $68

// func F32Exp(y, x *float32, n int)
TEXT ·F32Exp(SB), NOSPLIT, $0-24
	STEPARGS1
	NUMBERSFROM(exps)
	NUMBERS2(V16, V17)
	EXPNUMBERS
	LOOP(STEP1, EXP)

// func F32Expm1(y, x *float32, n int)
TEXT ·F32Expm1(SB), NOSPLIT, $0-24
	STEPARGS1
	NUMBERSFROM(expm1s)
	NUMBERS2(V16, V17)
	EXPNUMBERS
	NUMBERS2(V28, V29)
	LOOP(STEP1, EXPM1)

// func F32Log(y, x *float32, n int)
TEXT ·F32Log(SB), NOSPLIT, $0-24
	STEPARGS1
	NUMBERSFROM(logs)
	LOGNUMBERS
	NUMBERS2(V8, V9)
	NUMBERS2(V10, V11)
	LOOP(STEP1, LOG)

// func F32Log1p(y, x *float32, n int)
TEXT ·F32Log1p(SB), NOSPLIT, $0-24
	STEPARGS1
	NUMBERSFROM(log1ps)
	LOGNUMBERS
	NUMBERS2(V8, V9)
	VLD1R (R5), [V10.T]
	LOOP(STEP1, LOG1P)

// func F32Sin(y, x *float32, n int) (beyond uint32)
TEXT ·F32Sin(SB), NOSPLIT, $0-28
	STEPARGS1
	NUMBERSFROM(sines)
	SINENUMBERS
	SINES

// func F32Cos(y, x *float32, n int) (beyond uint32)
TEXT ·F32Cos(SB), NOSPLIT, $0-28
	STEPARGS1
	NUMBERSFROM(cosines)
	SINENUMBERS
	SINES
