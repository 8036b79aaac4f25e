package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrowRows are two narrow layers of several rows, four at a time: two rows of units fill a vector, and four rows of outputs do.
type narrowRows struct {
	pairSizes
	x              [4]reg.GPVirtual // the next rows; the last one stands for those that are missing
	y, left, rowX  reg.GPVirtual    // rowX in bytes
	units, outputs reg.Register     // masks of all rows in a vector
	upper          reg.Register     // mask of the second row of units
	bias1, bias2   reg.VecVirtual
}

// narrowPairRows writes the rows of a first layer of at most 8 units and a second of at most 4.
func (k kernel) narrowPairRows() {
	k.begin("narrowPairRows", "func(y, w1, b1, w2, b2, x *T, sizes uint64, rows, softmax int)",
		"is narrowPair of several rows, for 1 to 8 units and then 1 to 4, and then softmax if that is not 0. All lengths have to fit.")
	r := &narrowRows{pairSizes: k.pairSizes(), left: k.gp("rows"), y: k.gp("y")}
	r.x[0], r.rowX = k.gp("x"), r.size(sizeInputs)
	k.SHLQ(operand.Imm(2), r.rowX)
	r.masks()
	r.bias1, r.bias2 = k.vector(), k.vector()
	k.VBROADCASTF32X8_Z(operand.Mem{Base: k.gp("b1")}, r.units, r.bias1)
	k.VBROADCASTF32X4_Z(operand.Mem{Base: k.gp("b2")}, r.outputs, r.bias2)
	four := k.label("four")
	k.Label(four)
	r.four()
	k.LEAQ(operand.Mem{Base: r.x[0], Index: r.rowX, Scale: 4}, r.x[0])
	k.SUBQ(operand.Imm(4), r.left)
	k.JG(operand.LabelRef(four))
	k.end()
}

// masks makes the masks.
func (r *narrowRows) masks() {
	k, upper := r.kernel, r.kernel.GP64()
	r.units = k.kmask(k.repeated(r.size(sizeUnits), 8))
	r.outputs = k.kmask(k.repeated(r.size(sizeOutputs), 4, 8))
	k.MOVQ(operand.I32(0xff00), upper)
	r.upper = k.kmask(upper)
}

// repeated is n bits, and all of them once more at each of the distances.
func (k kernel) repeated(n reg.GPVirtual, distances ...uint64) reg.GPVirtual {
	bits, more := k.GP64(), k.GP64()
	k.MOVQ(operand.I32(-1), bits)
	k.BZHIQ(n, bits, bits)
	for _, d := range distances {
		k.MOVQ(bits, more)
		k.SHLQ(operand.Imm(d), more)
		k.ORQ(more, bits)
	}
	return bits
}

// four computes four rows.
func (r *narrowRows) four() {
	k, kept := r.kernel, r.kernel.label("kept")
	r.place()
	z := r.second(r.first())
	k.CMPQ(k.address(k.Param("softmax")), operand.Imm(0))
	k.JE(operand.LabelRef(kept))
	l := narrowLayer{arguments: arguments{kernel: k}, mask: k.copyOf(r.outputs), group: 4}
	k.do("VMOVA", l.softmax(z), z)
	k.Label(kept)
	r.store(z)
}

// place finds the rows.
func (r *narrowRows) place() {
	k := r.kernel
	for i := 1; i < len(r.x); i++ {
		step := k.GP64()
		r.x[i] = k.GP64()
		k.XORQ(step, step)
		k.CMPQ(r.left, operand.Imm(uint64(i)))
		k.CMOVQGT(r.rowX, step)
		k.LEAQ(operand.Mem{Base: r.x[i-1], Index: step, Scale: 1}, r.x[i])
	}
}

// first returns the units, two rows in each vector.
func (r *narrowRows) first() (units [2]reg.VecVirtual) {
	k, loop := r.kernel, r.kernel.label("inputs")
	w, ld, i := k.gp("w1"), r.size(sizeLD1), k.GP64()
	for j := range units {
		units[j] = k.copy(r.bias1)
	}
	k.SHLQ(operand.Imm(2), ld)
	k.XORQ(i, i)
	k.Label(loop)
	row := k.vector()
	k.VBROADCASTF32X8_Z(operand.Mem{Base: w}, r.units, row)
	for j, z := range units {
		x := k.broadcast(operand.Mem{Base: r.x[2*j], Index: i, Scale: 1})
		k.VBROADCASTSS(operand.Mem{Base: r.x[2*j+1], Index: i, Scale: 1}, r.upper, x)
		k.VFMADD231PS(row, x, z)
	}
	k.ADDQ(ld, w)
	k.ADDQ(operand.Imm(4), i)
	k.CMPQ(i, r.rowX)
	k.JL(operand.LabelRef(loop))
	for _, z := range units {
		k.do("VMAX", z, k.zero(), z)
	}
	return units
}

// second returns what the outputs sum up, four rows in a vector.
func (r *narrowRows) second(units [2]reg.VecVirtual) reg.VecVirtual {
	k, loop, z := r.kernel, r.kernel.label("units"), r.kernel.copy(r.bias2)
	w, ld, left, lanes, one := k.gp("w2"), r.size(sizeLD2), r.size(sizeUnits), k.vector(), k.vector()
	k.SHLQ(operand.Imm(2), ld)
	k.VMOVDQU32(k.words("rows_of_units", 0, 0, 8*pairOfOnes, 8*pairOfOnes, 16*pairOfOnes, 16*pairOfOnes, 24*pairOfOnes, 24*pairOfOnes), lanes)
	k.VPBROADCASTD(k.words("lane1", 1), one)
	k.Label(loop)
	row, unit := k.vector(), k.vector()
	k.VBROADCASTF32X4_Z(operand.Mem{Base: w}, r.outputs, row)
	k.VMOVDQA32(lanes, unit)
	k.VPERMI2PS(units[1], units[0], unit)
	k.VFMADD231PS(row, unit, z)
	k.VPADDD(one, lanes, lanes)
	k.ADDQ(ld, w)
	k.tally(left, loop)
	return z
}

// store stores the outputs of the rows that are left, and moves on.
func (r *narrowRows) store(z reg.VecVirtual) {
	k, n, n2 := r.kernel, r.kernel.GP64(), r.size(sizeOutputs)
	k.MOVQ(operand.I32(4), n)
	k.CMPQ(r.left, n)
	k.CMOVQLT(r.left, n)
	k.IMULQ(n2, n)
	k.do("VCOMPRESS_Z", z, r.outputs, z)
	k.do("VMOVU", z, k.lanesBelow(n), operand.Mem{Base: r.y})
	k.LEAQ(operand.Mem{Base: r.y, Index: n, Scale: 4}, r.y)
}
