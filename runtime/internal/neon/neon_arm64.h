// Instructions that Go's assembler does not know, on vectors given by their numbers, with the result last (Arm
// Architecture Reference Manual, section C7.2).

// fadd Vd.T, Vn.T, Vm.T
#define VFADD(m, n, d) WORD $(0x4e20d400 | DOUBLE | m<<16 | n<<5 | d)

// faddp Vd.T, Vn.T, Vm.T: the sums of neighbours in Vn, and then of those in Vm
#define VFADDP(m, n, d) WORD $(0x6e20d400 | DOUBLE | m<<16 | n<<5 | d)

// fmax Vd.T, Vn.T, Vm.T: NaN where one of them is
#define VFMAX(m, n, d) WORD $(0x4e20f400 | DOUBLE | m<<16 | n<<5 | d)

// fmin Vd.T, Vn.T, Vm.T: NaN where one of them is
#define VFMIN(m, n, d) WORD $(0x4ea0f400 | DOUBLE | m<<16 | n<<5 | d)

// fsub Vd.T, Vn.T, Vm.T: Vn - Vm
#define VFSUB(m, n, d) WORD $(0x4ea0d400 | DOUBLE | m<<16 | n<<5 | d)

// fmul Vd.T, Vn.T, Vm.T
#define VFMUL(m, n, d) WORD $(0x6e20dc00 | DOUBLE | m<<16 | n<<5 | d)

// fdiv Vd.T, Vn.T, Vm.T: Vn/Vm
#define VFDIV(m, n, d) WORD $(0x6e20fc00 | DOUBLE | m<<16 | n<<5 | d)

// fsqrt Vd.T, Vn.T
#define VFSQRT(n, d) WORD $(0x6ea1f800 | DOUBLE | n<<5 | d)

// fcmgt Vd.T, Vn.T, #0.0: all ones where Vn > 0
#define VFCMGT0(n, d) WORD $(0x4ea0c800 | DOUBLE | n<<5 | d)

// fcmlt Vd.T, Vn.T, #0.0: all ones where Vn < 0
#define VFCMLT0(n, d) WORD $(0x4ea0e800 | DOUBLE | n<<5 | d)

// fcmeq Vd.T, Vn.T, #0.0: all ones where Vn is 0
#define VFCMEQ0(n, d) WORD $(0x4ea0d800 | DOUBLE | n<<5 | d)

// fcmgt Vd.T, Vn.T, Vm.T: all ones where Vn > Vm
#define VFCMGT(m, n, d) WORD $(0x6ea0e400 | DOUBLE | m<<16 | n<<5 | d)

// fcmge Vd.T, Vn.T, Vm.T: all ones where Vn >= Vm
#define VFCMGE(m, n, d) WORD $(0x6e20e400 | DOUBLE | m<<16 | n<<5 | d)

// fabs Vd.T, Vn.T
#define VFABS(n, d) WORD $(0x4ea0f800 | DOUBLE | n<<5 | d)

// frintm Vd.T, Vn.T: the largest whole number not above Vn
#define VFRINTM(n, d) WORD $(0x4e219800 | DOUBLE | n<<5 | d)
#define VFRINTN(n, d) WORD $(0x4e218800 | DOUBLE | n<<5 | d)

// fcmle Vd.T, Vn.T, #0.0: all ones where Vn <= 0
#define VFCMLE0(n, d) WORD $(0x6ea0d800 | DOUBLE | n<<5 | d)

// fmla Vd.T, Vn.T, Vm[0]: Vd + Vn·(lane 0 of Vm)
#define VFMLA0(m, n, d) WORD $(0x4f801000 | DOUBLE | m<<16 | n<<5 | d)

// ZERO4 sets four vectors to zeros.
#define ZERO4(s0, s1, s2, s3) \
	VEOR s0.B16, s0.B16, s0.B16; \
	VEOR s1.B16, s1.B16, s1.B16; \
	VEOR s2.B16, s2.B16, s2.B16; \
	VEOR s3.B16, s3.B16, s3.B16

// RAISE4 raises what is below the floor, V31, in four vectors.
#define RAISE4(s0, s1, s2, s3) \
	VFMAX(31, s0, s0); \
	VFMAX(31, s1, s1); \
	VFMAX(31, s2, s2); \
	VFMAX(31, s3, s3)

// ROWS4 points r0 to r3 to the four rows from base on, step bytes apart, where only some may be left; the last of those
// stands in for the others. It spoils R7.
#define ROWS4(base, step, left, r0, r1, r2, r3) \
	MOVD base, r0; \
	CMP  $1, left; \
	CSEL GT, step, ZR, R7; \
	ADD  R7, r0, r1; \
	CMP  $2, left; \
	CSEL GT, step, ZR, R7; \
	ADD  R7, r1, r2; \
	CMP  $3, left; \
	CSEL GT, step, ZR, R7; \
	ADD  R7, r2, r3
