package main

import "github.com/mmcloughlin/avo/operand"

// flushDenormals sets the bits FTZ and DAZ of MXCSR (Intel's manual, volume 1, section 10.2.3): denormal operands and
// results are 0. Without them the processor computes with denormals in microcode, which takes some 150 cycles each time.
// The caller's MXCSR has to be restored before the function returns.
func (k kernel) flushDenormals() (restore func()) {
	const flushToZero, denormalsAreZeros = 1 << 15, 1 << 6
	callers, flushing, bits := k.AllocLocal(8), k.AllocLocal(8), k.GP32()
	// What is loaded depends on what was stored, which orders the two: a constant would be loaded too early and cost 50 ns.
	k.STMXCSR(callers)
	k.MOVL(callers, bits)
	k.ORL(operand.U32(flushToZero|denormalsAreZeros), bits)
	k.MOVL(bits, flushing)
	k.LDMXCSR(flushing)
	return func() { k.LDMXCSR(callers) }
}

// leastNormal is the smallest normal number.
func (k kernel) leastNormal() float64 {
	if k.double {
		return 0x1p-1022
	}
	return 0x1p-126
}
