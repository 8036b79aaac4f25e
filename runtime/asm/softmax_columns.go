package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

// columns are the logits of as many rows as a vector has lanes, a vector for each class: what belongs to a row is in one
// lane, and no lane waits for another.
type columns struct {
	shortRows
	count int            // of the columns
	t     reg.VecVirtual // the classes of the rows
}

// largest returns the largest of each row. It is NaN where the first column is.
func (c *columns) largest(x []reg.VecVirtual) reg.VecVirtual { return c.tree("VMAX", x) }

// tree combines the columns in pairs, the pairs in pairs and so on: in the order of foldGroups.
func (c *columns) tree(instruction string, x []reg.VecVirtual) reg.VecVirtual {
	if len(x) == 1 {
		return x[0]
	}
	half, v := halfOf(len(x)), c.kernel.vector()
	left := c.tree(instruction, x[:half])
	c.kernel.do(instruction, left, c.tree(instruction, x[half:]), v)
	return v
}

// halfOf returns the largest power of two below n.
func halfOf(n int) int {
	half := 1
	for 2*half < n {
		half *= 2
	}
	return half
}

// subtractEach subtracts v from each column.
func (c *columns) subtractEach(v reg.VecVirtual, x []reg.VecVirtual) {
	for _, x := range x {
		c.kernel.do("VSUB", v, x, x)
	}
}

// expOf returns e**x, 0 where it would be too small for what follows.
func (c *columns) expOf(x reg.VecVirtual) reg.VecVirtual {
	if c.loss {
		return c.kernel.expAbove(c.kernel.exponential().cutoff, x, 0)
	}
	return c.kernel.expNormal(x)
}

// addTargetsOf adds v to the targets.
func (c *columns) addTargetsOf(v reg.VecVirtual) {
	d := c.kernel.inDouble()
	parts := c.kernel.inFloat64(v)
	if len(parts) > 1 {
		d.do("VADD", parts[1], parts[0], parts[0])
	}
	d.do("VADD", parts[0], c.targets, c.targets)
}

// absentLogit is that of a class that there is not.
func (k kernel) absentLogit() reg.VecVirtual { return k.constant(math.Inf(-1)) }

// total combines the lanes of the targets and products, so that all of them hold the result.
func (c *columns) total() {
	d, product := c.kernel.inDouble(), c.products[0]
	for _, p := range c.products[1:] {
		d.do("VMUL", p, product, product)
	}
	d.foldGroups("VMUL", product, d.lanes())
	d.foldGroups("VADD", c.targets, d.lanes())
}
