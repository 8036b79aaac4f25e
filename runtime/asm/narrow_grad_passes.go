package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// units computes the first layer, each unit of all rows.
func (g *narrowGrad) units() []reg.VecVirtual {
	k, loop := g.kernel, g.kernel.label("units")
	x, w, step, b, left, units := k.GP64(), k.GP64(), k.GP64(), k.GP64(), g.load(gradInputs), make([]reg.VecVirtual, 8)
	k.LEAQ(g.of(inputsAt), x)
	for i, r := range []reg.GPVirtual{w, step, b} {
		k.MOVQ(g.kept(weightsAt+8*i), r)
	}
	for j := range units {
		units[j] = k.broadcast(operand.Mem{Base: b, Disp: 4 * j})
	}
	k.Label(loop)
	rows := k.stored(operand.Mem{Base: x})
	for j, z := range units {
		k.VFMADD231PS_BCST(operand.Mem{Base: w, Disp: 4 * j}, rows, z)
	}
	k.ADDQ(operand.Imm(64), x)
	k.ADDQ(step, w)
	k.tally(left, loop)
	zero := k.zero()
	for _, z := range units {
		k.do("VMAX", z, zero, z)
	}
	return units
}

// pairAt spreads what stands side by side of a pair of rows.
func (k kernel) pairAt(rows reg.Register, pair int) reg.VecVirtual {
	v := k.vector()
	k.VBROADCASTSD(operand.Mem{Base: rows, Disp: 8 * pair}, v)
	return v
}

// pairsOf turns 8 units of 16 rows into pairs of rows.
func (k kernel) pairsOf(units []reg.VecVirtual) []reg.VecVirtual {
	var parts [2][4]reg.VecVirtual // the even pairs and the odd ones, two units each
	for i := range 4 {
		parts[0][i], parts[1][i] = k.pairs(k.VUNPCKLPD, k.VUNPCKHPD, units[2*i], units[2*i+1])
	}
	pairs := make([]reg.VecVirtual, 8)
	for odd, v := range parts {
		for i, lanes := range []uint64{0x88, 0xdd} {
			upper, lower := k.lanesOfBoth(lanes, v[0], v[1]), k.lanesOfBoth(lanes, v[2], v[3])
			pairs[odd+2*i], pairs[odd+2*i+4] = k.lanesOfBoth(0x88, upper, lower), k.lanesOfBoth(0xdd, upper, lower)
		}
	}
	return pairs
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

// logits computes the second layer, a class of all rows in each vector, but for the first one: of the others it returns the difference from that,
// times log2(e).
func (g *narrowGrad) logits(units []reg.VecVirtual) []reg.VecVirtual {
	k, d := g.kernel, make([]reg.VecVirtual, mostFew-1)
	add := func(i int) {
		odd := k.vector()
		for j, u := range units {
			w := g.kept(layer2 + 16*j + 4*(i+1))
			switch j {
			case 0:
				k.VFMADD231PS_BCST(w, u, d[i])
			case 1:
				k.VMULPS_BCST(w, u, odd)
			default:
				k.VFMADD231PS_BCST(w, u, []reg.VecVirtual{d[i], odd}[j%2])
			}
		}
		k.VADDPS(odd, d[i], d[i])
	}
	last := len(d) - 1
	for i := range d {
		d[i] = k.broadcast(g.kept(bias2 + 4*(i+1)))
	}
	for i := range last {
		add(i)
	}
	g.ifAll(func() { add(last) })
	return d
}

// inner adds the gradient of the second layer by a block, and returns that by the units, pair by pair: two times of four, for each of which
// there is a mask.
func (g *narrowGrad) inner() (slopes []reg.VecVirtual) {
	k := g.kernel
	for first := 0; first < 8; first += 4 {
		var four [4]innerPair
		for i := range four {
			four[i] = innerPair{k.vector(), k.stored(g.of(unitsAt + 64*(first+i))), k.K()}
			k.VCMPPS(operand.Imm(notAtMost), k.zero(), four[i].units, four[i].above)
		}
		for c := range mostFew - 1 {
			g.addClass(four, g.of(dzAt+8*first), c)
		}
		g.ifAll(func() { g.addClass(four, g.of(dzAt+8*first), mostFew-1) })
		for _, p := range four {
			k.do("VADD", p.slopes, g.db1, g.db1)
			slopes = append(slopes, p.slopes)
		}
	}
	none := k.label("none")
	k.CMPQ(g.at(gradDZ), operand.Imm(0))
	k.JE(operand.LabelRef(none))
	g.leave(slopes)
	k.Label(none)
	return slopes
}

// leave writes the slopes of pairs to their rows.
func (g *narrowGrad) leave(slopes []reg.VecVirtual) {
	k, to := g.kernel, g.kernel.GP64()
	k.MOVQ(g.of(toAt), to)
	rows := k.sixteenOf(to, g.load(gradUnits))
	for i, pair := range slopes {
		v, first := g.apart(pair), firstOf(i)
		k.VMOVUPS(v.AsY(), g.pair, rows.at(first))
		k.VMOVUPS(k.upperHalf(v).AsY(), g.pair, rows.at(first+4))
	}
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
	k, across := g.kernel, g.kernel.vector()
	if c > 0 {
		across = k.stored(g.kept(acrossA + 64*c))
	}
	for i, p := range four {
		d := k.vector()
		k.VBROADCASTSD(dz.Offset(64*c+8*i), d)
		k.VFMADD231PS(p.units, d, g.dW2[c])
		switch c {
		case 0: // the slopes by the others add up to the opposite of that by the first
		case 1:
			k.VMULPS_Z(across, d, p.above, p.slopes)
		default:
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
func (g *narrowGrad) outer(slopes []reg.VecVirtual) {
	k, loop := g.kernel, g.kernel.label("outer")
	x, sums, left := k.GP64(), k.GP64(), g.load(gradInputs)
	k.LEAQ(g.of(inputsAt), x)
	k.LEAQ(g.kept(sumsAt), sums)
	k.Label(loop)
	both := [2]reg.VecVirtual{k.stored(operand.Mem{Base: sums}), k.vector()}
	for i, s := range slopes {
		if i == 1 {
			k.VMULPS(s, k.pairAt(x, i), both[1])
		} else {
			k.VFMADD231PS(s, k.pairAt(x, i), both[i%2])
		}
	}
	k.VADDPS(both[1], both[0], both[0])
	k.VMOVUPS(both[0], operand.Mem{Base: sums})
	k.ADDQ(operand.Imm(64), x)
	k.ADDQ(operand.Imm(64), sums)
	k.tally(left, loop)
}
