package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// units computes the first layer, keeps it, and returns each unit of all rows.
func (g *narrowGrad) units() []reg.VecVirtual {
	k := g.kernel
	w, ld, bias := g.load(gradW1), g.load(gradLD1), k.vector()
	k.SHLQ(operand.Imm(2), ld)
	k.VBROADCASTF32X8_Z(operand.Mem{Base: g.load(gradB1)}, g.pair, bias)
	pairs := make([]reg.VecVirtual, 8)
	for i := range pairs {
		pairs[i] = k.copy(bias)
	}
	g.eachInput(g.x, func(s sixteen) {
		row := k.vector()
		k.VBROADCASTF32X8_Z(operand.Mem{Base: w}, g.pair, row)
		for i, z := range pairs {
			k.VFMADD231PS(row, g.inputsOf(s, i), z)
		}
		k.ADDQ(ld, w)
	})
	zero, kept := k.zero(), k.GP64()
	k.MOVQ(g.kept(nowUnits), kept)
	for i, z := range pairs {
		k.do("VMAX", z, zero, z)
		k.VMOVUPS(z, operand.Mem{Base: kept, Disp: 64 * i})
	}
	return k.unitsOf(pairs)
}

// unitsOf turns pairs of rows of 8 units into units of 16 rows.
func (k kernel) unitsOf(pairs []reg.VecVirtual) []reg.VecVirtual {
	units := make([]reg.VecVirtual, 8)
	lower, higher := k.transpose(pairs[:4], 4), k.transpose(pairs[4:], 4)
	for i := range 4 {
		units[i], units[i+4] = k.vector(), k.vector()
		k.VSHUFF32X4(operand.Imm(0x88), higher[i], lower[i], units[i])
		k.VSHUFF32X4(operand.Imm(0xdd), higher[i], lower[i], units[i+4])
	}
	return units
}

// ifAll runs what is only for the fourth class.
func (g *narrowGrad) ifAll(write func()) {
	k, less := g.kernel, g.kernel.label("less")
	k.CMPQ(g.at(gradB2+length), operand.Imm(mostFew))
	k.JNE(operand.LabelRef(less))
	write()
	k.Label(less)
}

// logits computes the second layer, a class of all rows in each vector, and keeps it.
func (g *narrowGrad) logits(units []reg.VecVirtual) {
	k, z := g.kernel, make([]reg.VecVirtual, mostFew)
	add := func(c int) {
		for j, u := range units {
			k.VFMADD231PS_BCST(g.kept(layer2+16*j+4*c), u, z[c])
		}
	}
	for c := range z {
		z[c] = k.broadcast(g.kept(bias2 + 4*c))
	}
	for c := range z[:mostFew-1] {
		add(c)
	}
	g.ifAll(func() { add(mostFew - 1) })
	for c, z := range z {
		k.VMOVUPS(z, g.kept(logitAt+64*c))
	}
}

// slopes adds the loss of the rows, and computes its gradient by the logits.
func (f *fewColumns) slopes(g *narrowGrad) {
	k, x := f.kernel, make([]reg.VecVirtual, mostFew)
	for j := range x {
		x[j] = k.stored(g.kept(logitAt + 64*j))
	}
	largest := f.largest(x)
	f.zero = k.vector()
	k.do("VSUB", largest, largest, f.zero)
	f.subtractEach(largest, x)
	f.t = f.allClasses(func(i int) reg.VecVirtual {
		t, rows := k.vector(), g.rows
		if i > 0 {
			rows = k.K()
			k.KSHIFTRW(operand.Imm(8), g.rows, rows)
		}
		k.VMOVDQU64_Z(operand.Mem{Base: f.ts, Disp: 64 * i}, rows, t)
		return t
	})
	target, hot := f.targetOf(x)
	last := mostFew - 1
	for j := range last {
		x[j] = f.expOf(x[j])
	}
	e := k.zero()
	g.ifAll(func() { k.do("VMOVA", f.expOf(x[last]), e) })
	x[last] = e
	rest := f.rest(x)
	f.addPairs(k.keep(g.rows, target))
	f.multiplyPairs(k.keep(g.rows, rest))
	q := k.vector()
	k.VDIVPS(f.tree("VADD", x), f.factor, q)
	for j := range x {
		k.VFMSUB213PS(hot[j], q, x[j])
	}
	for j := range x {
		k.VMOVAPS_Z(x[j], g.rows, g.dz[j])
		k.do("VADD", g.dz[j], g.db2[j], g.db2[j])
	}
}

// inner adds the gradient of the second layer by the rows before, and computes that by the units: four times of two pairs of rows.
func (g *narrowGrad) inner() {
	k, loop := g.kernel, g.kernel.label("inner")
	units, slopes, dz1, left := k.GP64(), k.GP64(), k.GP64(), k.GP64()
	k.MOVQ(g.kept(pastUnits), units)
	k.LEAQ(g.kept(pairsAt), slopes)
	k.MOVQ(g.kept(pastDZ), dz1)
	k.MOVQ(operand.I32(4), left)
	rows := k.sixteenOf(dz1, g.load(gradB1+length))
	var two [2]innerPair
	for i := range two {
		two[i] = innerPair{k.stored(k.table("pair", func(lane int) int { return lane / 8 * 4 })), k.vector(), nil,
			operand.Mem{Base: units, Disp: 256 * i}, operand.Mem{Base: slopes, Disp: 256 * i}}
	}
	k.VPADDD_BCST(k.words("lane8", 8), two[1].lanes, two[1].lanes)
	k.Label(loop)
	for i := range two {
		two[i].above = k.K()
		k.VCMPPS(operand.Imm(notAtMost), k.zero(), k.stored(two[i].units), two[i].above)
	}
	for c := range mostFew - 1 {
		g.addClass(two, c)
	}
	g.ifAll(func() { g.addClass(two, mostFew-1) })
	for i, p := range two {
		k.VADDPS(p.slopes, g.db1, g.db1)
		k.VMOVUPS(p.slopes, p.kept)
		k.VMOVUPS(p.slopes.AsY(), g.pair, operand.Mem{Base: rows.base[2*i]})
		k.VMOVUPS(k.upperHalf(p.slopes).AsY(), g.pair, operand.Mem{Base: rows.base[2*i+1]})
		k.VPADDD_BCST(k.words("lane1", 1), p.lanes, p.lanes)
	}
	for _, row := range rows.base {
		k.ADDQ(rows.step, row)
	}
	k.ADDQ(operand.Imm(64), units)
	k.ADDQ(operand.Imm(64), slopes)
	k.tally(left, loop)
}

// innerPair is a pair of rows: their numbers, the gradient by their units, and which of these relu lets pass.
type innerPair struct {
	lanes, slopes reg.VecVirtual
	above         reg.Register
	units, kept   operand.Mem
}

// addClass adds what comes by a class.
func (g *narrowGrad) addClass(two [2]innerPair, c int) {
	k, across := g.kernel, g.kept(acrossA+64*c)
	for _, p := range two {
		d := k.vector()
		k.VPERMPS(g.dz[c], p.lanes, d)
		k.VFMADD231PS(p.units, d, g.dW2[c])
		if c == 0 {
			k.VMULPS_Z(across, d, p.above, p.slopes)
		} else {
			k.VFMADD231PS(across, d, p.above, p.slopes)
		}
	}
}

// stored reads a vector.
func (k kernel) stored(m operand.Mem) reg.VecVirtual {
	v := k.vector()
	k.do("VMOVU", m, v)
	return v
}

// outer adds the gradient of the first layer by the rows before.
func (g *narrowGrad) outer() {
	k, sums, rows := g.kernel, g.kernel.GP64(), g.kernel.GP64()
	k.LEAQ(g.kept(sumsAt), sums)
	k.MOVQ(g.kept(pastX), rows)
	g.eachInput(rows, func(s sixteen) {
		at := operand.Mem{Base: sums}
		both := [2]reg.VecVirtual{k.stored(at), k.zero()}
		for pair := range 8 {
			k.VFMADD231PS(g.kept(pairsAt+64*pair), g.inputsOf(s, pair), both[pair%2])
		}
		k.VADDPS(both[1], both[0], both[0])
		k.VMOVUPS(both[0], at)
		k.ADDQ(operand.Imm(64), sums)
	})
}
