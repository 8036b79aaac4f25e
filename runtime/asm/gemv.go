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
	signature, leak := "func(y, w, b, x *T, n, k, ld int, floor T)", ""
	if k.leaks() {
		signature = "func(y, w, b, x *T, n, k, ld int, floor, slope T, unit *T)"
		leak = " Where slope is not 1, it is the factor of what is below 0, and there is no floor. Where unit is not nil, y holds the weights of a" +
			" unit behind: the products of these and of the outputs are added to it, slope is at most 1, and floor is 0, though there is none."
	}
	k.begin("gemvT", signature, fmt.Sprintf("is the loop of gemvT for 1 to %d outputs.%s", gemvVectors*k.lanes(), leak))
	k.gemvPanels("gemvT", k.leaks(), gemvPanel.write)
}

// gemvPanels calls write for each number of vectors, writes what raises and stores their sums, and returns what all of them share.
func (k kernel) gemvPanels(label string, leaks bool, write func(g gemvPanel)) gemvPanel {
	name := k.label(label)
	all := gemvPanel{tile: tile{kernel: k}, name: name, end: k.gemvEnd(name, leaks)}
	all.n, all.w, all.x, all.b, all.k, all.ld, all.across = k.gp("n"), k.gp("w"), k.gp("x"), k.gp("b"), k.gp("k"), k.stride("ld"), k.GP64()
	all.mask = k.newMask()
	all.end.mask = all.mask
	for range gemvVectors {
		all.more = append(all.more, k.vector())
	}
	if leaks && !k.wide {
		all.spareLast()
	}
	for v := 1; v < gemvVectors; v++ {
		k.CMPQ(all.n, operand.I32(v*k.lanes()))
		k.JLE(operand.LabelRef(fmt.Sprint(name, "by", v)))
	}
	for v := gemvVectors; v > 0; v-- {
		g := all
		g.vectors, g.name = v, fmt.Sprint(name, "by", v)
		k.Label(g.name)
		k.LEAQ(operand.Mem{Base: all.n, Disp: -(v - 1) * k.lanes()}, all.end.left)
		k.maskBelow(all.end.left, all.mask)
		if v == 1 {
			g.takeLast()
		}
		write(g)
	}
	all.end.write()
	return all
}

// leaks reports whether gemvT has a slope, as leaky_relu has.
func (k kernel) leaks() bool { return !k.double }

// gemvPanel is gemvT for one number of vectors.
type gemvPanel struct {
	tile
	name          string
	end           *gemvEnd
	n, w, x, b, k reg.GPVirtual
	ld, across    reg.GPVirtual    // from row to row of W, and across the rows of a step
	sums, more    []reg.VecVirtual // more is for several sums of a vector
	spared        reg.GPVirtual    // −1 where the last row keeps its mask, else 0; nil where all rows do
	maskless      bool             // reads the last vector of a row as if it were whole
}

// write begins with the bias and adds W's rows, several at a time. An addition takes four cycles and two begin in each, so that eight sums
// must be under way: where there are fewer vectors, each has sums of several rows.
func (g gemvPanel) write() {
	g.begin()
	sums, rows := g.sums, g.sets()
	if !g.kernel.double {
		rows = max(rows, 4) // inputs that are read at once
	} else if g.kernel.wide && g.vectors == gemvVectors {
		g.spread()
	}
	for len(sums) < g.sets()*g.vectors {
		sums = append(sums, g.kernel.zero())
	}
	if g.spared != nil {
		g.beyond(rows, sums)
	} else {
		g.steps(rows, sums)
		for rows /= 2; rows > 0; rows /= 2 {
			g.rest(rows, sums)
		}
	}
	g.fold(sums)
	g.end.finish(g.vectors)
}

// sets is how many sums each vector has.
func (g gemvPanel) sets() int {
	sets := 1
	for sets*g.vectors < gemvVectors && 2*sets*g.vectors <= g.most() {
		sets *= 2
	}
	return sets
}

// begin loads the bias.
func (g *gemvPanel) begin() {
	g.sums = g.end.sums[gemvVectors-g.vectors:]
	for v, s := range g.sums {
		g.loadTo(operand.Mem{Base: g.b}, v, s)
	}
}

// spread adds as many rows at a time as a vector of x has entries. It takes these from the vector, where reading each from
// memory would keep one of the two load ports from W. With fewer vectors than eight the sums would wait for each other.
func (g gemvPanel) spread() {
	rows, name := g.kernel.lanes(), g.name+"spread"
	g.kernel.CMPQ(g.k, operand.Imm(uint64(rows)))
	g.kernel.JL(operand.LabelRef(name + "end"))
	var lanes []reg.VecVirtual
	for i := range rows {
		lanes = append(lanes, g.lane(i))
	}
	g.kernel.Label(name)
	x := tile{kernel: g.kernel, vectors: 2}.load(operand.Mem{Base: g.x}, 0)
	for _, lane := range lanes {
		v := g.kernel.vector()
		g.kernel.do("VPERM", x, lane, v)
		for i, s := range g.sums {
			g.add(v, operand.Mem{Base: g.w}, i, s)
		}
		g.kernel.ADDQ(g.ld, g.w)
	}
	g.kernel.ADDQ(operand.I32(g.kernel.width()), g.x)
	g.kernel.SUBQ(operand.Imm(uint64(rows)), g.k)
	g.kernel.CMPQ(g.k, operand.Imm(uint64(rows)))
	g.kernel.JGE(operand.LabelRef(name))
	g.kernel.Label(name + "end")
}

// lane returns what makes VPERM copy lane i to all.
func (g gemvPanel) lane(i int) reg.VecVirtual {
	v, m := g.kernel.vector(), g.kernel.words(fmt.Sprint("lane", i), uint64(i))
	if g.kernel.double {
		g.kernel.VPBROADCASTQ(m, v)
	} else {
		g.kernel.VPBROADCASTD(m, v)
	}
	return v
}

// most is how many sums may be in registers, beside a product, its factor and a mask.
func (g gemvPanel) most() int {
	if g.kernel.wide {
		return 16
	}
	return 12
}
