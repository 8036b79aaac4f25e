package main

import (
	"reflect"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// lanesPerEnd is how many of n sums come to stand side by side in 16 bytes.
func (d dots) lanesPerEnd(n int) int { return min(n, 16/d.kernel.size()) }

// neighbours adds neighbours until the sums of all vectors stand side by side, in either half of the result.
func (d dots) neighbours(sums []reg.VecVirtual) reg.Register {
	var ys []reg.Register
	for _, s := range sums {
		ys = append(ys, d.halved(s))
	}
	for side := 1; side < 16/d.kernel.size(); side *= 2 {
		var pairs []reg.Register
		for i := 0; i < len(ys); i += 2 {
			pairs = append(pairs, d.pairs(ys[i], ys[min(i+1, len(ys)-1)]))
		}
		ys = pairs
	}
	return ys[0]
}

// halved adds the upper half of a vector of AVX-512 to the lower one.
func (d dots) halved(s reg.VecVirtual) reg.Register {
	if !d.kernel.wide {
		return s
	}
	y := d.kernel.YMM()
	d.kernel.VEXTRACTF64X4(operand.Imm(1), s, y)
	d.kernel.do("VADD", s.AsY(), y, y)
	return y
}

// pairs adds neighbours: in each half, those of a come first.
func (d dots) pairs(a, b reg.Register) reg.Register {
	y := d.kernel.YMM()
	d.kernel.do("VHADD", b, a, y)
	return y
}

// ends adds the upper half of y to the lower one.
func (d dots) ends(y reg.Register) reg.VecVirtual {
	x := d.kernel.XMM()
	d.kernel.VEXTRACTF128(operand.Imm(1), y, x)
	d.kernel.do("VADD", y.(reg.VecVirtual).AsX(), x, x)
	return x
}

// spread returns the lanes of x one by one.
func (d dots) spread(x reg.VecVirtual, n int) []reg.VecVirtual {
	list := []reg.VecVirtual{x}
	for i := 1; i < n; i++ {
		s := d.kernel.XMM()
		d.kernel.do("VPERMIL", operand.Imm(uint64(i)), x, s)
		list = append(list, s)
	}
	return list
}

// scalar appends an instruction for single numbers, named without its SS or SD.
func (k kernel) scalar(instruction string, ops ...operand.Op) {
	suffix := "SS"
	if k.double {
		suffix = "SD"
	}
	in := make([]reflect.Value, len(ops))
	for i, op := range ops {
		in[i] = reflect.ValueOf(op)
	}
	reflect.ValueOf(k.Context).MethodByName(instruction + suffix).Call(in)
}

// loadFew reads n numbers, at most 16 bytes.
func (k kernel) loadFew(m operand.Mem, n int) reg.VecVirtual {
	const third = 0x20
	x := k.XMM()
	switch n * k.size() {
	case 4:
		k.VMOVSS(m, x)
	case 8:
		k.VMOVSD(m, x)
	case 16:
		k.do("VMOVU", m, x)
	default:
		k.VMOVSD(m, x)
		m.Disp += 8
		k.VINSERTPS(operand.Imm(third), m, x, x)
	}
	return x
}

// storeFew stores n numbers.
func (k kernel) storeFew(x reg.VecVirtual, m operand.Mem, n int) {
	switch n * k.size() {
	case 4:
		k.VMOVSS(x, m)
	case 8:
		k.VMOVSD(x, m)
	case 12:
		k.VMOVSD(x, m)
		m.Disp += 8
		k.VEXTRACTPS(operand.Imm(2), x, m)
	default:
		k.do("VMOVU", x, m)
	}
}
