package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemv writes the products of a matrix and a vector.
func gemv(c *build.Context) {
	variants(c, all, func(k kernel) {
		k.gemvT()
	})
}

// gemvVectors is how many vectors of outputs gemvT holds in registers at most.
const gemvVectors = 8

// gemvT computes up to 8 vectors of outputs.
func (k kernel) gemvT() {
	k.begin("gemvT", "func(y, w, b, x *T, n, k, ld int, floor T)",
		fmt.Sprintf("is the loop of gemvT for 1 to %d outputs.", gemvVectors*k.lanes()))
	n, name := k.gp("n"), k.label("gemvT")
	for v := 1; v < gemvVectors; v++ {
		k.CMPQ(n, operand.I32(v*k.lanes()))
		k.JLE(operand.LabelRef(fmt.Sprint(name, "by", v)))
	}
	for v := gemvVectors; v > 0; v-- {
		k.Label(fmt.Sprint(name, "by", v))
		g := gemvPanel{tile: k.masked(v, n), name: fmt.Sprint(name, "by", v, "steps")}
		g.write()
	}
}

// gemvPanel is gemvT for one number of vectors.
type gemvPanel struct {
	tile
	name       string
	w, x, k    reg.GPVirtual
	ld, across reg.GPVirtual // from row to row of W, and across the rows of a step
	sums       []reg.VecVirtual
}

// write begins with the bias and adds W's rows. An addition takes four cycles and two begin in each, so that eight sums
// must be under way: where there are fewer vectors, each is a sum of several rows at a time.
func (g gemvPanel) write() {
	g.w, g.x, g.k, g.ld, g.across = g.gp("w"), g.gp("x"), g.gp("k"), g.stride("ld"), g.GP64()
	b := g.gp("b")
	for v := range g.vectors {
		g.sums = append(g.sums, g.load(operand.Mem{Base: b}, v))
	}
	if g.wide && g.vectors == gemvVectors {
		g.spread()
		g.steps(1)
	} else {
		for at := gemvVectors; at > 0; at /= 2 {
			if at*g.vectors <= g.most() {
				g.steps(at)
			}
		}
	}
	g.finish()
}

// spread adds as many rows at a time as a vector of x has entries. It takes these from the vector, where reading each from
// memory would keep one of the two load ports from W. With fewer vectors than eight the sums would wait for each other.
func (g gemvPanel) spread() {
	rows, name := g.lanes(), g.name+"spread"
	g.CMPQ(g.k, operand.Imm(uint64(rows)))
	g.JL(operand.LabelRef(name + "end"))
	var lanes []reg.VecVirtual
	for i := range rows {
		lanes = append(lanes, g.lane(i))
	}
	g.Label(name)
	x := tile{kernel: g.kernel, vectors: 2}.load(operand.Mem{Base: g.x}, 0)
	for _, lane := range lanes {
		v := g.vector()
		g.do("VPERM", x, lane, v)
		for i, s := range g.sums {
			g.add(v, operand.Mem{Base: g.w}, i, s)
		}
		g.ADDQ(g.ld, g.w)
	}
	g.ADDQ(operand.I32(g.width()), g.x)
	g.SUBQ(operand.Imm(uint64(rows)), g.k)
	g.CMPQ(g.k, operand.Imm(uint64(rows)))
	g.JGE(operand.LabelRef(name))
	g.Label(name + "end")
}

// lane returns what makes VPERM copy lane i to all.
func (g gemvPanel) lane(i int) reg.VecVirtual {
	v, m := g.vector(), g.words(fmt.Sprint("lane", i), uint64(i))
	if g.double {
		g.VPBROADCASTQ(m, v)
	} else {
		g.VPBROADCASTD(m, v)
	}
	return v
}

// finish raises the sums that are below the floor, and stores them.
func (g gemvPanel) finish() {
	y, floor, last := g.gp("y"), g.floor(), g.vectors-1
	for v, s := range g.sums {
		g.do("VMAX", s, floor, s)
		if v < last {
			g.store(s, operand.Mem{Base: y}, v)
		}
	}
	left := g.gp("n")
	if last > 0 {
		g.SUBQ(operand.I32(last*g.lanes()), left)
		g.ADDQ(operand.I32(last*g.width()), y)
	}
	g.storeInPieces(g.sums[last], y, left)
	g.end()
}

// most is how many sums may be in registers, beside a product, its factor and a mask.
func (g gemvPanel) most() int {
	if g.wide {
		return 16
	}
	return 12
}

// steps adds as many rows at a time as are left, each to sums of its own.
func (g gemvPanel) steps(times int) {
	name := fmt.Sprint(g.name, times)
	g.CMPQ(g.k, operand.Imm(uint64(times)))
	g.JL(operand.LabelRef(name + "end"))
	sums := g.sums
	for range (times - 1) * g.vectors {
		sums = append(sums, g.zero())
	}
	w := g.rows(times, g.w, g.ld)
	g.IMUL3Q(operand.Imm(uint64(times)), g.ld, g.across)
	g.Label(name)
	w.place(g.kernel)
	for i := range times {
		x := g.broadcast(operand.Mem{Base: g.x, Disp: i * g.size()})
		for v := range g.vectors {
			g.add(x, w.at(i, 0), v, sums[i*g.vectors+v])
		}
	}
	g.ADDQ(g.across, g.w)
	g.ADDQ(operand.Imm(uint64(times*g.size())), g.x)
	g.SUBQ(operand.Imm(uint64(times)), g.k)
	g.CMPQ(g.k, operand.Imm(uint64(times)))
	g.JGE(operand.LabelRef(name))
	g.fold(sums)
	g.Label(name + "end")
}

// fold adds up the sums of each vector.
func (g gemvPanel) fold(sums []reg.VecVirtual) {
	for half := len(sums) / 2; half >= g.vectors; half /= 2 {
		for i := range half {
			g.do("VADD", sums[half+i], sums[i], sums[i])
		}
	}
}
