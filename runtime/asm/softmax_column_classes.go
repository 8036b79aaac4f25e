package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isClass returns the mask of the rows of class j.
func (c *columns) isClass(j int) reg.Register {
	form, m := c.kernel.lanesOf(uint64(j))
	var mask reg.Register = c.kernel.K()
	if !c.kernel.wide {
		mask = c.kernel.vector()
	}
	c.kernel.integers("VPCMPEQ"+form, m, c.t, mask)
	return mask
}

// ofClasses returns the number that each row has in the column of its class, and hands the masks to also.
func (c *columns) ofClasses(x []reg.VecVirtual, also func(mask reg.Register)) reg.VecVirtual {
	var v reg.VecVirtual
	for j, x := range x {
		mask := c.isClass(j)
		switch {
		case j == 0 && c.kernel.wide:
			v = c.kernel.copy(x)
		case j == 0:
			v = c.kernel.keep(mask, x)
		case c.kernel.wide:
			c.kernel.do("VMOVA", x, mask, v)
		default:
			c.kernel.do("VOR", c.kernel.keep(mask, x), v, v)
		}
		also(mask)
	}
	return v
}

// allClasses reads the classes of the rows.
func (c *columns) allClasses(load func(i int) reg.VecVirtual) reg.VecVirtual {
	first := load(0)
	if c.kernel.double {
		return first
	}
	second, t := load(1), c.kernel.vector()
	if c.kernel.wide {
		c.kernel.VMOVDQU64(c.kernel.table("even", func(i int) int { return 2 * i }), t)
		c.kernel.VPERMI2D(second, first, t)
		return t
	}
	c.kernel.VSHUFPS(operand.Imm(0x88), second, first, t)
	c.kernel.VPERMQ(operand.Imm(0xd8), t, t)
	return t
}

// table returns a vector of integers in memory.
func (k kernel) table(name string, f func(lane int) int) operand.Mem {
	words := make([]uint64, k.width()/8)
	for i := range k.lanes() {
		bit := i * k.size() * 8
		words[bit/64] |= uint64(f(i)) << (bit % 64)
	}
	return k.words(fmt.Sprintf("%s_%s_%d", k.float(), name, k.width()), words...)
}
