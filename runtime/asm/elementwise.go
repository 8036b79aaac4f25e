package main

import (
	"math"
	"strconv"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// element is a vector at the same place of several slices. At the end of the slices it is masked: lanes that are not
// there are loaded as 0 and not stored.
type element struct {
	kernel kernel
	slices map[string]reg.Register // where they begin
	index  reg.Register            // of the first number
	offset int                     // in bytes
	mask   reg.Register            // nil where the vector is whole
}

// each walks the named slices, all as long as the first. body runs for each vector, unrolled; constants that it needs
// are in registers by then.
func (k kernel) each(slices []string, unroll int, body func(e element)) {
	e, rest := k.fromStart(slices)
	e.walk(unroll, rest, body)
}

// walk is each from e on, where so many numbers are left.
func (e element) walk(unroll int, rest reg.Register, body func(e element)) {
	k, name := e.kernel, e.kernel.label("each")
	if unroll > 1 {
		e.loop(name+strconv.Itoa(unroll), unroll, rest, body)
	}
	e.loop(name+"1", 1, rest, body)
	k.TESTQ(rest, rest)
	k.JE(operand.LabelRef(name + "end"))
	e.mask = k.lanesBelow(rest)
	body(e)
	k.Label(name + "end")
}

// fromStart is the first element, and how many there are.
func (k kernel) fromStart(slices []string) (e element, rest reg.Register) {
	e = element{kernel: k, slices: map[string]reg.Register{}, index: k.GP64()}
	for _, s := range slices {
		e.slices[s] = k.Load(k.Param(s).Base(), k.GP64())
	}
	rest = k.Load(k.Param(slices[0]).Len(), k.GP64())
	k.XORQ(e.index, e.index)
	return e, rest
}

// loop runs body for as many vectors at a time as are left.
func (e element) loop(name string, times int, rest reg.Register, body func(e element)) {
	step := operand.Imm(uint64(times * e.kernel.lanes()))
	e.kernel.Label(name)
	e.kernel.CMPQ(rest, step)
	e.kernel.JL(operand.LabelRef(name + "end"))
	for i := range times {
		next := e
		next.offset += i * e.kernel.lanes() * e.kernel.size()
		body(next)
	}
	e.kernel.ADDQ(step, e.index)
	e.kernel.SUBQ(step, rest)
	e.kernel.JMP(operand.LabelRef(name))
	e.kernel.Label(name + "end")
}

// at is the place of the vector in a slice.
func (e element) at(slice string) operand.Mem {
	return operand.Mem{Base: e.slices[slice], Index: e.index, Scale: uint8(e.kernel.size()), Disp: e.offset}
}

// load reads the vector of a slice.
func (e element) load(slice string) reg.VecVirtual {
	v := e.kernel.vector()
	switch {
	case e.kernel.widened:
		e.widen(slice, v)
	case e.mask == nil:
		e.kernel.do("VMOVU", e.at(slice), v)
	case e.kernel.wide:
		e.kernel.do("VMOVU_Z", e.at(slice), e.mask, v)
	default:
		e.kernel.do("VMASKMOV", e.at(slice), e.mask, v)
	}
	return v
}

// widen reads half a vector of float32 as one of float64.
func (e element) widen(slice string, v reg.VecVirtual) {
	switch {
	case e.mask == nil:
		e.kernel.VCVTPS2PD(e.at(slice), v)
	case e.kernel.wide:
		e.kernel.VCVTPS2PD_Z(e.at(slice), e.mask, v)
	default:
		e.kernel.VMASKMOVPS(e.at(slice), e.mask.(reg.Vec).AsX(), v.AsX())
		e.kernel.VCVTPS2PD(v.AsX(), v)
	}
}

// store writes v to a slice.
func (e element) store(slice string, v reg.Register) {
	switch {
	case e.mask == nil:
		e.kernel.do("VMOVU", v, e.at(slice))
	case e.kernel.wide:
		e.kernel.do("VMOVU", v, e.mask, e.at(slice))
	default:
		e.kernel.do("VMASKMOV", v, e.mask, e.at(slice))
	}
}

// lanesBelow returns the mask of the first n lanes, where n is less than a vector has.
func (k kernel) lanesBelow(n reg.Register) reg.Register {
	mask := k.newMask()
	k.maskBelow(n, mask)
	return mask
}

// newMask returns a register for a mask.
func (k kernel) newMask() reg.Register {
	if k.wide {
		return k.K()
	}
	return k.YMM()
}

// maskBelow is lanesBelow into a register.
func (k kernel) maskBelow(n, mask reg.Register) {
	if k.wide {
		bits := k.GP64()
		k.MOVQ(operand.I32(-1), bits)
		k.BZHIQ(n, bits, bits)
		k.KMOVW(bits.As32(), mask)
		return
	}
	table, at := k.GP64(), k.GP64()
	k.LEAQ(k.masks(), table)
	k.MOVQ(n, at)
	k.NEGQ(at)
	k.VMOVUPS(operand.Mem{Base: table, Index: at, Scale: uint8(k.size()), Disp: 32}, mask)
}

// masks is a vector of ones and one of zeros.
func (k kernel) masks() operand.Mem {
	const ones = math.MaxUint64
	return k.words("masks", ones, ones, ones, ones, 0, 0, 0, 0)
}
