package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// softmax writes softmax and cross-entropy: of rows that fit a vector as a whole, of longer ones pass by pass.
func softmax(c *build.Context) {
	variants(c, withDouble, func(k kernel) {
		k.short("softmaxShort", "func(y, z []T, n int)", "computes y = softmax(z) for rows of n.", &shortRows{result: "y"})
		k.short("crossEntropyShort", "func(dz, z []T, ts []int, n int, factor T) (product, targets float64)",
			"returns the product of the sums of exp(z-max) and the sum of z[t]-max, over rows of n, and computes dz = (softmax(z)-onehot(t))*factor, if there is one.",
			&shortRows{loss: true, result: "dz"})
		if !k.double {
			k.short("softmaxRow", "func(y, z []T, n int)", "computes what softmaxShort does, in less code: the same bits of one row.", &shortRows{result: "y", single: true})
		}
		k.maximum()
		e := k.exponential()
		k.expShifted("expShifted", "func(y, z []T, shift T) float64", "computes y = exp(z-shift) and returns the sum.", e.normal, "z", "y")
		k.expShifted("expCutoff", "func(y, z []T, shift T) float64", "is expShifted, with 0 where z-shift is below the cutoff.", e.cutoff, "z", "y")
		k.expShifted("sumExpCutoff", "func(z []T, shift T) float64", "returns the sum that expCutoff returns.", e.cutoff, "z")
		k.scale()
		if !k.double {
			k.inDouble().classesFit()
		}
	})
}

// shortRows is the loop over rows that fit a vector. A vector holds several rows if they are short enough, each in a
// group of lanes of its own; lanes that a row leaves over hold -Inf.
type shortRows struct {
	kernel kernel
	loss   bool
	result string // where a loss has it, it may be nil: then the loss alone is wanted
	single bool   // there is but one row
	group  int    // lanes for a row

	src, dst, ts reg.Register
	n, at, left  reg.Register   // counted in numbers
	step         reg.Register   // of one vector, counted in numbers
	row          int            // the row of ts that the vector begins with
	whole        bool           // the vector is full of rows
	logits       reg.VecVirtual // the vector in hand
	factor       reg.VecVirtual

	all, packed, spread, upper, present reg.Register // masks: see masks

	products []reg.VecVirtual // of the sums of exp, in float64
	targets  reg.VecVirtual   // sums of z[t] - max, in float64
}

// short writes a kernel for rows that fit a vector.
func (k kernel) short(name, signature, doc string, r *shortRows) {
	k.begin(name, signature, doc)
	r.kernel = k
	r.arguments()
	if k.wide && !r.single {
		r.fewClasses()
	}
	for _, r.group = range k.groups() {
		r.ifClasses(r.group, k.JG, func() {
			r.loop()
			r.end()
		})
	}
	k.UD2()
}

// fewClasses writes the kernels for few classes. The softmax of one or two rows is left to loop, which has the same bits
// earlier.
func (r *shortRows) fewClasses() {
	next := r.kernel.label("many")
	if !r.loss {
		both := r.kernel.GP64()
		r.kernel.LEAQ(operand.Mem{Base: r.n, Index: r.n, Scale: 1}, both)
		r.kernel.CMPQ(r.left, both)
		r.kernel.JLE(operand.LabelRef(next))
	}
	for count := 2; count <= mostFew; count++ {
		r.ifClasses(count, r.kernel.JNE, func() { r.few(count) })
	}
	r.kernel.Label(next)
}

// ifClasses writes what is done for so many classes, unless a jump says that there are others.
func (r *shortRows) ifClasses(count int, unless func(operand.Op), then func()) {
	next := r.kernel.label("next")
	r.kernel.CMPQ(r.n, operand.Imm(uint64(count)))
	unless(operand.LabelRef(next))
	then()
	r.kernel.Label(next)
}

// groups are the sizes that a group may have.
func (k kernel) groups() []int {
	if !k.wide {
		return []int{k.lanes()}
	}
	var list []int
	for g := 8; g <= k.lanes(); g *= 2 {
		list = append(list, g)
	}
	return list
}

func (r *shortRows) arguments() {
	r.src, r.left = r.kernel.Load(r.kernel.Param("z").Base(), r.kernel.GP64()), r.kernel.Load(r.kernel.Param("z").Len(), r.kernel.GP64())
	r.n, r.at = r.kernel.Load(r.kernel.Param("n"), r.kernel.GP64()), r.kernel.GP64()
	r.kernel.XORQ(r.at, r.at)
	r.dst = r.kernel.Load(r.kernel.Param(r.result).Base(), r.kernel.GP64())
	if r.loss {
		r.ts = r.kernel.Load(r.kernel.Param("ts").Base(), r.kernel.GP64())
	}
}

// ifWanted writes what is done for the gradient where it is wanted.
func (r *shortRows) ifWanted(then func()) {
	unwanted := r.kernel.label("unwanted")
	r.kernel.TESTQ(r.dst, r.dst)
	r.kernel.JE(operand.LabelRef(unwanted))
	then()
	r.kernel.Label(unwanted)
}

// atATime is how many rows a vector holds.
func (r *shortRows) atATime() int { return r.kernel.lanes() / r.group }

// several reports whether that is more than one.
func (r *shortRows) several() bool { return r.atATime() > 1 }

// end writes the results of the loss.
func (r *shortRows) end() {
	if r.loss {
		r.kernel.Store(r.product().AsX(), r.kernel.Return("product"))
		if d := r.kernel.inDouble(); r.several() { // in the first lanes of targets
			d.do("VADD", d.swap(r.targets, 16), r.targets, r.targets)
			d.do("VADD", d.swap(r.targets, 8), r.targets, r.targets)
		}
		r.kernel.Store(r.targets.AsX(), r.kernel.Return("targets"))
	}
	r.kernel.end()
}

// product combines the products of the groups in the first lane.
func (r *shortRows) product() reg.VecVirtual {
	d, product := r.kernel.inDouble(), r.products[0]
	if len(r.products) > 1 {
		d.do("VMUL", r.products[1], product, product)
	}
	return product
}
