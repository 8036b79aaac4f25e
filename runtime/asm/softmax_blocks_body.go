package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// body does the work of a block.
func (b *blockColumns) body() {
	b.setBases(b.src)
	x := b.load()
	b.subtractEach(b.largest(x), x)
	if b.loss {
		b.lossBody(x)
		return
	}
	b.exponentials(x)
	q := b.kernel.vector()
	b.kernel.do("VDIV", b.tree("VADD", x), b.kernel.constant(1), q)
	b.finish(x, q)
}

// finish multiplies the exponentials and writes the result.
func (b *blockColumns) finish(y []reg.VecVirtual, q reg.VecVirtual) {
	for j, y := range y {
		b.kernel.do("VMUL", q, y, y)
		if b.loss {
			b.subtract(b.isClass(j), y)
		}
	}
	b.setBases(b.dst)
	b.store(y)
}

// lossBody continues body with the loss and its gradient.
func (b *blockColumns) lossBody(x []reg.VecVirtual) {
	b.t = b.allClasses(b.classes)
	b.addTargetsOf(b.ofClasses(x, func(reg.Register) {}))
	b.exponentials(x)
	sums := b.sums(x)
	for i, s := range sums {
		b.kernel.inDouble().do("VMUL", s, b.products[i], b.products[i])
	}
	b.ifWanted(func() {
		q := b.kernel.vector()
		b.kernel.do("VDIV", b.kernel.narrow(sums), b.factor, q)
		b.finish(x, q)
	})
}

// classes reads vector i of the classes.
func (b *blockColumns) classes(i int) reg.VecVirtual {
	t := b.kernel.vector()
	m := operand.Mem{Base: b.ts, Disp: i * b.kernel.width()}
	if b.kernel.wide {
		b.kernel.VMOVDQU64(m, t)
	} else {
		b.kernel.VMOVDQU(m, t)
	}
	return t
}

// exponentials replaces columns by their exponentials. Those beyond the classes become 0.
func (b *blockColumns) exponentials(x []reg.VecVirtual) {
	done, certain := b.kernel.label("exp"), len(x)
	if b.kernel.wide {
		certain -= b.kernel.chunk() - 1
	}
	logits := append(x[:0:0], x...)
	for j := certain; j < len(x); j++ {
		x[j] = b.kernel.vector()
		b.kernel.VXORPS(x[j], x[j], x[j])
	}
	for j := range x {
		if j >= certain {
			b.kernel.CMPQ(b.n, operand.Imm(uint64(j)))
			b.kernel.JLE(operand.LabelRef(done))
		}
		b.kernel.do("VMOVA", b.expOf(logits[j]), x[j])
	}
	b.kernel.Label(done)
}
