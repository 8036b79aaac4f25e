package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// rows addresses rows that begin a stride apart: three by each pointer, which is as far as x86's scale reaches evenly.
type rows struct {
	base   []reg.GPVirtual
	stride reg.Register // in bytes
}

// rows makes the pointers for n rows, the first at base, which becomes one of them.
func (k kernel) rows(n int, base reg.GPVirtual, stride reg.GPVirtual) rows {
	r := rows{stride: stride}
	for range (n + 2) / 3 {
		r.base = append(r.base, k.GP64())
	}
	r.base[0] = base
	return r
}

// place sets the other pointers from the first.
func (r rows) place(k kernel) {
	for i := 1; i < len(r.base); i++ {
		k.LEAQ(operand.Mem{Base: r.base[i-1], Index: r.stride, Scale: 2}, r.base[i])
		k.ADDQ(r.stride, r.base[i])
	}
}

// advance moves the rows by a number of bytes.
func (r rows) advance(k kernel, bytes operand.Op) {
	for _, p := range r.base {
		k.ADDQ(bytes, p)
	}
}

// at is the place disp bytes into row i.
func (r rows) at(i, disp int) operand.Mem {
	m := operand.Mem{Base: r.base[i/3], Disp: disp}
	if i%3 > 0 {
		m.Index, m.Scale = r.stride, uint8(i%3)
	}
	return m
}

// tile is a row of vectors, the last of them masked.
type tile struct {
	kernel  kernel
	vectors int
	mask    reg.Register
}

// masked returns the tile as many vectors wide, of which the last has the numbers that are left of n.
func (k kernel) masked(vectors int, n reg.GPVirtual) tile {
	left := k.GP64()
	k.LEAQ(operand.Mem{Base: n, Disp: -(vectors - 1) * k.lanes()}, left)
	return tile{k, vectors, k.lanesBelow(left)}
}

// load reads vector v of the row at m.
func (t tile) load(m operand.Mem, v int) reg.VecVirtual {
	z := t.kernel.vector()
	t.loadTo(m, v, z)
	return z
}

// loadTo is load into a register.
func (t tile) loadTo(m operand.Mem, v int, z reg.Register) {
	m.Disp += v * t.kernel.width()
	switch {
	case v < t.vectors-1:
		t.kernel.do("VMOVU", m, z)
	case t.kernel.wide:
		t.kernel.do("VMOVU_Z", m, t.mask, z)
	default:
		t.kernel.do("VMASKMOV", m, t.mask, z)
	}
}

// store writes vector v of the row at m.
func (t tile) store(z reg.Register, m operand.Mem, v int) {
	m.Disp += v * t.kernel.width()
	switch {
	case v < t.vectors-1:
		t.kernel.do("VMOVU", z, m)
	case t.kernel.wide:
		t.kernel.do("VMOVU", z, t.mask, m)
	default:
		t.kernel.do("VMASKMOV", z, t.mask, m)
	}
}

// add adds the product of x and vector v of the row at m to the sum z.
func (t tile) add(x reg.Register, m operand.Mem, v int, z reg.Register) {
	at := m
	at.Disp += v * t.kernel.width()
	switch {
	case v < t.vectors-1:
		t.kernel.do("VFMADD231", at, x, z)
	case t.kernel.wide:
		t.kernel.do("VFMADD231", at, x, t.mask, z)
	default:
		t.kernel.do("VFMADD231", t.load(m, v), x, z)
	}
}

// zero returns a vector of zeros.
func (k kernel) zero() reg.VecVirtual {
	z := k.vector()
	k.do("VXOR", z, z, z)
	return z
}

// gp loads an argument.
func (k kernel) gp(name string) reg.GPVirtual {
	r := k.GP64()
	k.Load(k.Param(name), r)
	return r
}

// stride loads a distance between numbers, in bytes.
func (k kernel) stride(name string) reg.GPVirtual {
	r := k.gp(name)
	k.SHLQ(operand.Imm(uint64(bits.TrailingZeros(uint(k.size())))), r)
	return r
}

// floor loads the lower bound of the results.
func (k kernel) floor() reg.VecVirtual { return k.broadcast(k.address(k.Param("floor"))) }

// tally counts n down, and jumps to the label until it is 0.
func (k kernel) tally(n operand.Op, label string) {
	k.DECQ(n)
	k.JNE(operand.LabelRef(label))
}
