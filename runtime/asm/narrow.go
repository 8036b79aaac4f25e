package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrow writes layers that have their sums in one vector.
func narrow(c *build.Context) {
	variants(c, func(k kernel) {
		k.narrowSoftmax()
		k.narrowPair("narrowPair", "is the loop of narrowPair.", kernel.finish)
		k.narrowPair("narrowPairSoftmax", "is the loop of narrowPairSoftmax.", kernel.finishSoftmax)
	})
}

// narrowLayer is a layer that has its sums in one vector. The vector is the smallest that fits, and without AVX-512
// rows of W are read as whole vectors.
type narrowLayer struct {
	kernel
	w, b, x  reg.GPVirtual
	n, k, ld reg.GPVirtual // ld in bytes
	mask     reg.Register
}

// narrowSoftmax is one layer with softmax.
func (k kernel) narrowSoftmax() {
	k.begin("narrowSoftmax", "func(y, w, b, x *T, n, k, ld int)", "is the loop of gemvTSoftmax for outputs that fit a vector.")
	y := k.gp("y")
	l := narrowLayer{kernel: k, w: k.gp("w"), b: k.gp("b"), x: k.gp("x"), n: k.gp("n"), k: k.gp("k"), ld: k.stride("ld")}
	l.inParts(func(l narrowLayer) {
		l.finishSoftmax(l.sums(), y, l.n, l.mask)
	})
}

// Where twoLayers has its fields, in bytes.
const (
	pairY, pairW1, pairB1, pairW2, pairB2, pairX = 0, 24, 48, 72, 96, 120
	pairLD1, pairLD2                             = 144, 152
	sliceLen                                     = 8
)

// narrowPair is two layers. The outputs of the first go by way of the stack, stored as a whole vector, from which
// loads of single numbers are forwarded.
func (k kernel) narrowPair(name, doc string, finish func(k kernel, z reg.VecVirtual, y, n reg.GPVirtual, mask reg.Register)) {
	k.begin(name, "func(p *T)", doc)
	p, a := k.gp("p"), k.GP64()
	k.LEAQ(k.AllocLocal(128).Offset(63), a)
	k.ANDQ(operand.I8(-64), a)
	first := k.layer(p, pairW1, pairB1, pairLD1, pairB1)
	k.MOVQ(operand.Mem{Base: p, Disp: pairX}, first.x)
	k.MOVQ(operand.Mem{Base: p, Disp: pairX + sliceLen}, first.k)
	next := k.label("second")
	first.inParts(func(l narrowLayer) {
		z := l.sums()
		l.do("VMAX", z, l.zero(), z)
		l.do("VMOVA", z, operand.Mem{Base: a})
		l.JMP(operand.LabelRef(next))
	})
	k.Label(next)
	second := k.layer(p, pairW2, pairB2, pairLD2, pairY)
	k.MOVQ(a, second.x)
	k.MOVQ(operand.Mem{Base: p, Disp: pairB1 + sliceLen}, second.k)
	y := k.GP64()
	k.MOVQ(operand.Mem{Base: p, Disp: pairY}, y)
	second.inParts(func(l narrowLayer) { finish(l.kernel, l.sums(), y, l.n, l.mask) })
}

// layer reads what is known of a layer from fields of p; the outputs are as many as the slice n has.
func (k kernel) layer(p reg.Register, w, b, ld, n int) narrowLayer {
	l := narrowLayer{kernel: k, w: k.GP64(), b: k.GP64(), x: k.GP64(), n: k.GP64(), k: k.GP64(), ld: k.GP64()}
	k.MOVQ(operand.Mem{Base: p, Disp: w}, l.w)
	k.MOVQ(operand.Mem{Base: p, Disp: b}, l.b)
	k.MOVQ(operand.Mem{Base: p, Disp: ld}, l.ld)
	k.SHLQ(operand.Imm(k.sizeShift()), l.ld)
	k.MOVQ(operand.Mem{Base: p, Disp: n + sliceLen}, l.n)
	return l
}

// inParts calls write for each width that the layer's vector may have: the level's, its half, …, 16 bytes.
func (l narrowLayer) inParts(write func(narrowLayer)) {
	l.mask = l.lanesBelow(l.n)
	for bytes := 16; bytes < l.width(); bytes *= 2 {
		wider, part := l.label("wider"), l
		part.bytes = bytes
		l.CMPQ(l.n, operand.Imm(uint64(part.lanes())))
		l.JG(operand.LabelRef(wider))
		write(part.masked())
		l.Label(wider)
	}
	write(l)
}

// masked returns the layer with a mask as wide as its vectors.
func (l narrowLayer) masked() narrowLayer {
	if !l.wide && l.bytes == 16 {
		l.mask = l.mask.(reg.Vec).AsX()
	}
	return l
}

// sums returns Wᵀ·x + b, with AVX-512 -Inf in the lanes that are not there.
func (l narrowLayer) sums() reg.VecVirtual {
	z, more, rest, end := l.bias(), l.zero(), l.label("rest"), l.label("end")
	l.CMPQ(l.k, operand.Imm(4))
	l.JL(operand.LabelRef(rest))
	four := l.label("four")
	rows := l.rows(4, l.w, l.ld)
	l.Label(four)
	rows.place(l.kernel)
	for i := range 4 {
		l.row(rows.at(i, 0), i, []reg.VecVirtual{z, more}[i%2])
	}
	l.LEAQ(operand.Mem{Base: l.w, Index: l.ld, Scale: 4}, l.w)
	l.ADDQ(operand.Imm(uint64(4*l.size())), l.x)
	l.SUBQ(operand.Imm(4), l.k)
	l.CMPQ(l.k, operand.Imm(4))
	l.JGE(operand.LabelRef(four))
	l.do("VADD", more, z, z)
	l.Label(rest)
	l.TESTQ(l.k, l.k)
	l.JE(operand.LabelRef(end))
	one := l.label("one")
	l.Label(one)
	l.row(operand.Mem{Base: l.w}, 0, z)
	l.ADDQ(l.ld, l.w)
	l.ADDQ(operand.Imm(uint64(l.size())), l.x)
	l.tally(l.k, one)
	l.Label(end)
	return z
}

// bias returns the bias.
func (l narrowLayer) bias() reg.VecVirtual {
	b := operand.Mem{Base: l.b}
	if l.wide {
		z := l.constant(math.Inf(-1))
		l.do("VMOVU", b, l.mask, z)
		return z
	}
	z := l.vector()
	l.do("VMASKMOV", b, l.mask, z)
	return z
}

// row adds the product of x[i] and a row of W.
func (l narrowLayer) row(w operand.Mem, i int, z reg.VecVirtual) {
	x := l.broadcast(operand.Mem{Base: l.x, Disp: i * l.size()})
	if l.wide {
		l.do("VFMADD231", w, x, l.mask, z)
	} else {
		l.do("VFMADD231", w, x, z)
	}
}

// finishSoftmax stores the softmax of z and returns.
func (k kernel) finishSoftmax(z reg.VecVirtual, y, n reg.GPVirtual, mask reg.Register) {
	if !k.wide {
		z = k.choose(mask, z, k.constant(math.Inf(-1)))
	}
	largest := k.copy(z)
	k.foldGroups("VMAX", largest, k.lanes())
	k.do("VSUB", largest, z, z)
	e := k.expNormal(z)
	sum := k.copy(e)
	k.foldGroups("VADD", sum, k.lanes())
	k.do("VDIV", sum, e, e)
	k.finish(e, y, n, mask)
}

// finish stores the first n lanes of z and returns. Instead of a masked store it makes several of whole vectors, from
// which what reads y next is forwarded.
func (k kernel) finish(z reg.VecVirtual, y, n reg.GPVirtual, _ reg.Register) {
	less := k.label("less")
	k.CMPQ(n, operand.Imm(uint64(k.lanes())))
	k.JNE(operand.LabelRef(less))
	k.do("VMOVU", z, operand.Mem{Base: y})
	k.end()
	k.Label(less)
	for lanes := k.lanes() / 2; lanes > 0; lanes /= 2 {
		skip := fmt.Sprint(less, lanes)
		k.TESTB(operand.U8(lanes), n.As8())
		k.JE(operand.LabelRef(skip))
		k.storeLow(z, lanes, y)
		k.Label(skip)
	}
	k.end()
}
