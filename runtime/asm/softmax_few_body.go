package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// body does the work of as many rows as a vector has lanes.
func (f *fewColumns) body() {
	x := f.load()
	largest := f.largest(x)
	if f.loss {
		f.zero = f.kernel.vector()
		f.kernel.do("VSUB", largest, largest, f.zero)
	}
	y := make([]reg.VecVirtual, len(x))
	for j := range x {
		y[j] = f.kernel.vector()
		f.kernel.do("VSUB", largest, x[j], y[j])
	}
	if f.loss {
		f.lossBody(y)
	} else {
		f.softmaxBody(y)
	}
}

// softmaxBody continues body with the softmax.
func (f *fewColumns) softmaxBody(y []reg.VecVirtual) {
	f.replaceByExp(y)
	q := f.kernel.vector()
	f.kernel.do("VDIV", f.tree("VADD", y), f.kernel.constant(1), q)
	for _, y := range y {
		f.kernel.do("VMUL", q, y, y)
	}
	f.store(y)
}

// replaceByExp replaces columns by their exponentials.
func (f *fewColumns) replaceByExp(y []reg.VecVirtual) {
	for j := range y {
		y[j] = f.expOf(y[j])
	}
}

// lossBody continues body with the loss.
func (f *fewColumns) lossBody(y []reg.VecVirtual) {
	f.t = f.allClasses(f.classes)
	target, hot := f.targetOf(y)
	f.replaceByExp(y)
	rest := f.rest(y)
	f.addPairs(target)
	f.multiplyPairs(rest)
	f.ifWanted(func() { f.gradient(y, rest, hot) })
}

// targetOf returns what each row has in the column of its class and for each column the factor in the lanes of the class, and 0.
func (f *fewColumns) targetOf(y []reg.VecVirtual) (target reg.VecVirtual, hot []reg.VecVirtual) {
	target = f.ofClasses(y, func(mask reg.Register) {
		hot = append(hot, f.kernel.keep(mask, f.factor))
	})
	return target, hot
}

// gradient continues lossBody.
func (f *fewColumns) gradient(y []reg.VecVirtual, rest reg.VecVirtual, hot []reg.VecVirtual) {
	f.derive(y, rest, hot)
	f.store(y)
}

// derive replaces exponentials by the gradient.
func (f *fewColumns) derive(y []reg.VecVirtual, rest reg.VecVirtual, hot []reg.VecVirtual) {
	q := f.kernel.vector()
	f.kernel.with("VADD", 1, rest, q)
	f.kernel.do("VDIV", q, f.factor, q)
	for j := range y {
		f.kernel.do("VFMSUB213", hot[j], q, y[j])
	}
}

// classes reads vector i of the classes.
func (f *fewColumns) classes(i int) reg.VecVirtual {
	t, m := f.kernel.vector(), operand.Mem{Base: f.ts, Disp: 8 * (f.row + 8*i)}
	if f.whole {
		f.kernel.VMOVDQU64(m, t)
	} else {
		f.kernel.VMOVDQU64_Z(m, f.rows(8*i), t)
	}
	return t
}
