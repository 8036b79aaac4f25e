package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// units computes the first layer, keeps it, and returns each unit of all rows.
func (g *narrowGrad) units() []reg.VecVirtual {
	k, loop := g.kernel, g.kernel.label("units")
	x, w, left, pairs := k.GP64(), k.GP64(), g.load(gradInputs), make([]reg.VecVirtual, 8)
	k.LEAQ(g.of(inputsAt), x)
	k.LEAQ(g.kept(layer1), w)
	for i := range pairs {
		pairs[i] = k.stored(g.kept(bias1))
	}
	k.Label(loop)
	weights := k.stored(operand.Mem{Base: w})
	for i, z := range pairs {
		k.VFMADD231PS(weights, k.pairAt(x, i), z)
	}
	k.ADDQ(operand.Imm(64), x)
	k.ADDQ(operand.Imm(64), w)
	k.tally(left, loop)
	zero := k.zero()
	for i, z := range pairs {
		k.do("VMAX", z, zero, z)
		k.VMOVUPS(z, g.of(unitsAt+64*i))
	}
	return k.unitsOf(pairs)
}

// pairAt spreads what stands side by side of a pair of rows.
func (k kernel) pairAt(rows reg.Register, pair int) reg.VecVirtual {
	v := k.vector()
	k.VBROADCASTSD(operand.Mem{Base: rows, Disp: 8 * pair}, v)
	return v
}

// unitsOf turns pairs of rows of 8 units into units of 16 rows.
func (k kernel) unitsOf(pairs []reg.VecVirtual) []reg.VecVirtual {
	var parts [2][4]reg.VecVirtual // the even units and the odd ones, four rows each
	for i := range 4 {
		parts[0][i], parts[1][i] = k.pairs(k.VUNPCKLPD, k.VUNPCKHPD, pairs[2*i], pairs[2*i+1])
	}
	units := make([]reg.VecVirtual, 8)
	for odd, rows := range parts {
		for i, lanes := range []uint64{0x88, 0xdd} {
			upper, lower := k.lanesOfBoth(lanes, rows[0], rows[1]), k.lanesOfBoth(lanes, rows[2], rows[3])
			units[odd+2*i], units[odd+2*i+4] = k.lanesOfBoth(0x88, upper, lower), k.lanesOfBoth(0xdd, upper, lower)
		}
	}
	return units
}

// lanesOfBoth returns two parts of 16 bytes of a and then two of b.
func (k kernel) lanesOfBoth(which uint64, a, b reg.VecVirtual) reg.VecVirtual {
	v := k.vector()
	k.VSHUFF32X4(operand.Imm(which), b, a, v)
	return v
}

// ifAll runs what is only for the fourth class.
func (g *narrowGrad) ifAll(write func()) {
	k, less := g.kernel, g.kernel.label("less")
	k.CMPQ(g.at(gradClasses), operand.Imm(mostFew))
	k.JNE(operand.LabelRef(less))
	write()
	k.Label(less)
}

// logits computes the second layer, a class of all rows in each vector, and keeps it.
func (g *narrowGrad) logits(units []reg.VecVirtual) {
	k := g.kernel
	add := func(c int) {
		z := [2]reg.VecVirtual{k.broadcast(g.kept(bias2 + 4*c)), k.zero()}
		for j, u := range units {
			k.VFMADD231PS_BCST(g.kept(layer2+16*j+4*c), u, z[j%2])
		}
		k.VADDPS(z[1], z[0], z[0])
		k.VMOVUPS(z[0], g.of(dzAt+64*c))
	}
	for c := range mostFew - 1 {
		add(c)
	}
	k.VMOVUPS(k.broadcast(g.kept(bias2+4*(mostFew-1))), g.of(dzAt+64*(mostFew-1)))
	g.ifAll(func() { add(mostFew - 1) })
}

// slopes adds the loss of a block, and computes its gradient by the logits.
func (g *narrowGrad) slopes() {
	k, f, x := g.kernel, g.loss, make([]reg.VecVirtual, mostFew)
	k.KMOVW(g.of(thereAt), g.rows)
	k.KMOVW(g.of(thereAt+8), g.lanes)
	for c := range x {
		x[c] = k.stored(g.of(dzAt + 64*c))
	}
	largest := f.largest(x)
	f.zero = k.vector()
	k.do("VSUB", largest, largest, f.zero)
	f.subtractEach(largest, x)
	f.t = g.classes()
	target, hot := f.targetOf(x)
	last := mostFew - 1
	for j := range last {
		x[j] = f.expOf(x[j])
	}
	e := k.zero()
	g.ifAll(func() { k.do("VMOVA", f.expOf(x[last]), e) })
	x[last] = e
	rest := f.rest(x)
	f.addPairs(k.keep(g.lanes, target))
	f.multiplyPairs(k.keep(g.lanes, rest))
	q := k.vector()
	k.VDIVPS(f.tree("VADD", x), f.factor, q)
	for j, dz := range x {
		k.VFMSUB213PS_Z(hot[j], q, g.lanes, dz)
		k.do("VADD", dz, g.db2[j], g.db2[j])
		k.VMOVUPS(dz, g.of(dzAt+64*j))
	}
	k.ADDQ(operand.I32(128), f.ts)
}

// classes returns the class in each lane.
func (g *narrowGrad) classes() reg.VecVirtual {
	k, first, second, t := g.kernel, g.kernel.vector(), g.kernel.vector(), g.kernel.vector()
	more := k.K()
	k.KSHIFTRW(operand.Imm(8), g.rows, more)
	k.VMOVDQU64_Z(operand.Mem{Base: g.loss.ts}, g.rows, first)
	k.VMOVDQU64_Z(operand.Mem{Base: g.loss.ts, Disp: 64}, more, second)
	k.VMOVDQU64(k.table("classes", func(lane int) int { return 2 * rowOf(lane) }), t)
	k.VPERMI2D(second, first, t)
	return t
}

// inner adds the gradient of the second layer by a block, and computes that by the units: two times of four pairs of rows.
func (g *narrowGrad) inner() {
	k, loop := g.kernel, g.kernel.label("inner")
	to, done := k.GP64(), k.GP64() // of each logit so many bytes
	k.MOVQ(g.of(toAt), to)
	k.XORQ(done, done)
	rows := k.sixteenOf(to, g.load(gradUnits))
	at := func(place int, scale uint8) operand.Mem {
		return operand.Mem{Base: g.block, Index: done, Scale: scale, Disp: place}
	}
	k.Label(loop)
	var four [4]innerPair
	for i := range four {
		four[i] = innerPair{k.vector(), k.stored(at(unitsAt+64*i, 8)), k.K()}
		k.VCMPPS(operand.Imm(notAtMost), k.zero(), four[i].units, four[i].above)
	}
	for c := range mostFew - 1 {
		g.addClass(four, at(dzAt, 1), c)
	}
	g.ifAll(func() { g.addClass(four, at(dzAt, 1), mostFew-1) })
	for i, p := range four {
		k.do("VADD", p.slopes, g.db1, g.db1)
		k.VMOVUPS(p.slopes, at(slopesAt+64*i, 8))
		g.leave(p.slopes, rows, firstOf(i))
	}
	for _, row := range rows.base {
		k.LEAQ(operand.Mem{Base: row, Index: rows.step, Scale: 2}, row)
	}
	k.ADDQ(operand.Imm(32), done)
	k.CMPQ(done, operand.Imm(64))
	k.JNE(operand.LabelRef(loop))
}

// leave writes the slopes of a pair to its rows.
func (g *narrowGrad) leave(slopes reg.VecVirtual, rows sixteen, first int) {
	k, v := g.kernel, g.apart(slopes)
	k.VMOVUPS(v.AsY(), g.pair, rows.at(first))
	k.VMOVUPS(k.upperHalf(v).AsY(), g.pair, rows.at(first+4))
}

// apart returns the first rows of pairs in the lower half, and the others in the upper half.
func (g *narrowGrad) apart(pairs reg.VecVirtual) reg.VecVirtual {
	k, v := g.kernel, g.kernel.stored(g.kernel.table("apart", func(lane int) int { return lane%8*2 + lane/8 }))
	k.VPERMPS(pairs, v, v)
	return v
}

// innerPair is a pair of rows: the gradient by their units, these, and which of them relu lets pass.
type innerPair struct {
	slopes, units reg.VecVirtual
	above         reg.Register
}

// addClass adds what comes by a class.
func (g *narrowGrad) addClass(four [4]innerPair, dz operand.Mem, c int) {
	k, across := g.kernel, g.kernel.stored(g.kept(acrossA+64*c))
	for i, p := range four {
		d := k.vector()
		k.VBROADCASTSD(dz.Offset(64*c+8*i), d)
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

// outer adds the gradient of the first layer by a block.
func (g *narrowGrad) outer() {
	k, loop := g.kernel, g.kernel.label("outer")
	x, sums, left, slopes := k.GP64(), k.GP64(), g.load(gradInputs), make([]reg.VecVirtual, 8)
	k.LEAQ(g.of(inputsAt), x)
	k.LEAQ(g.kept(sumsAt), sums)
	for i := range slopes {
		slopes[i] = k.stored(g.of(slopesAt + 64*i))
	}
	k.Label(loop)
	both := [2]reg.VecVirtual{k.stored(operand.Mem{Base: sums}), k.zero()}
	for i, s := range slopes {
		k.VFMADD231PS(s, k.pairAt(x, i), both[i%2])
	}
	k.VADDPS(both[1], both[0], both[0])
	k.VMOVUPS(both[0], operand.Mem{Base: sums})
	k.ADDQ(operand.Imm(64), x)
	k.ADDQ(operand.Imm(64), sums)
	k.tally(left, loop)
}
