package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// columnNorms writes the kernels of batch_norm over vectors, whose channels have one entry in each row: a vector of channels goes down the rows.
func columnNorms(c *build.Context) {
	variants(c, singles, func(k kernel) {
		k.columnTotals()
		k.columnLine()
		k.columnPlane()
		k.columnNormed()
	})
}

// channels are the next channels, as many as a vector has, and where they begin in each array.
type channels struct {
	kernel
	at     map[string]reg.GPVirtual
	mask   reg.Register    // nil where the vector is whole
	rows   []reg.GPVirtual // how far it is to the next rows, which are gone through together
	stride reg.GPVirtual
}

// eachColumns walks the columns of arrays that have a row for each example, and of others that have a number for each column. Vectors of
// AVX-512 are masked always, since that costs nothing there.
func (k kernel) eachColumns(arrays []string, body func(s channels)) {
	s := channels{kernel: k, at: map[string]reg.GPVirtual{}, stride: k.gp("stride")}
	for _, name := range arrays {
		s.at[name] = k.gp(name)
	}
	s.rows = []reg.GPVirtual{k.GP64()}
	for k.wide && len(s.rows) < 4 {
		s.rows = append(s.rows, k.GP64())
	}
	name, left, lanes := k.label("columns"), k.gp("columns"), k.GP64()
	k.Label(name)
	if k.wide {
		k.MOVQ(operand.I32(k.lanes()), lanes)
		k.CMPQ(left, lanes)
		k.CMOVQLT(left, lanes)
		s.mask = k.lanesBelow(lanes)
	} else {
		k.CMPQ(left, operand.Imm(uint64(k.lanes())))
		k.JL(operand.LabelRef(name + "last"))
	}
	body(s)
	for _, a := range arrays {
		k.ADDQ(operand.Imm(uint64(k.width())), s.at[a])
	}
	k.SUBQ(operand.Imm(uint64(k.lanes())), left)
	k.JG(operand.LabelRef(name))
	if !k.wide {
		k.JMP(operand.LabelRef(name + "end"))
		k.Label(name + "last")
		s.mask = k.lanesBelow(left)
		body(s)
		k.Label(name + "end")
	}
}

// element is what the columns have of an array, in a row or where there is a number for each.
func (s channels) element(name string, row reg.Register) element {
	return element{kernel: s.kernel, slices: map[string]reg.Register{name: s.at[name]}, index: row, mask: s.mask}
}

// numbers loads what there is of each column.
func (s channels) numbers(names ...string) map[string]reg.VecVirtual {
	list := map[string]reg.VecVirtual{}
	for _, name := range names {
		list[name] = s.element(name, nil).load(name)
	}
	return list
}

// down goes down the rows, in AVX-512 some at a time. They are read before any is written: where rows are narrow and results take the place of
// what they are made of, a masked store covers a part of the next load, which waits for it.
func (s channels) down(read []string, body func(i int, v map[string]reg.VecVirtual, store func(name string, v reg.VecVirtual))) {
	left, name := s.gp("rows"), s.label("down")
	s.XORQ(s.rows[0], s.rows[0])
	for i := range s.rows[1:] {
		s.LEAQ(operand.Mem{Base: s.rows[i], Index: s.stride, Scale: 1}, s.rows[i+1])
	}
	if len(s.rows) > 1 {
		all := s.GP64()
		s.IMUL3Q(operand.Imm(uint64(len(s.rows))), s.stride, all)
		s.some(name+"some", left, all, len(s.rows), read, body)
	}
	s.some(name+"one", left, s.stride, 1, read, body)
}

// some goes through so many rows at a time, while there are so many.
func (s channels) some(name string, left, step reg.Register, times int, read []string,
	body func(i int, v map[string]reg.VecVirtual, store func(name string, v reg.VecVirtual))) {
	s.Label(name)
	s.CMPQ(left, operand.Imm(uint64(times)))
	s.JL(operand.LabelRef(name + "end"))
	values := make([]map[string]reg.VecVirtual, times)
	for i := range values {
		values[i] = map[string]reg.VecVirtual{}
		for _, array := range read {
			values[i][array] = s.element(array, s.rows[i]).load(array)
		}
	}
	for i, v := range values {
		body(i, v, func(array string, v reg.VecVirtual) { s.element(array, s.rows[i]).store(array, v) })
	}
	for _, row := range s.rows[:times] {
		s.ADDQ(step, row)
	}
	s.SUBQ(operand.Imm(uint64(times)), left)
	s.JMP(operand.LabelRef(name))
	s.Label(name + "end")
}

func (k kernel) columnTotals() {
	k.begin("columnTotals", "func(sums, along, x, y, less *T, columns, rows, stride int)",
		"sets sums to Σ x - less and along to Σ (x - less)*(y - less) of each column.")
	k.eachColumns([]string{"sums", "along", "x", "y", "less"}, func(s channels) {
		n, both := s.numbers("less"), k.zeros(2, min(2, len(s.rows)))
		s.down([]string{"x", "y"}, func(i int, v map[string]reg.VecVirtual, _ func(string, reg.VecVirtual)) {
			at := i % len(both[0])
			k.do("VSUB", n["less"], v["x"], v["x"])
			k.do("VSUB", n["less"], v["y"], v["y"])
			k.do("VADD", v["x"], both[0][at], both[0][at])
			k.do("VFMADD231", v["x"], v["y"], both[1][at])
		})
		s.element("sums", nil).store("sums", k.addUp(both[0]))
		s.element("along", nil).store("along", k.addUp(both[1]))
	})
	k.end()
}

func (k kernel) columnLine() {
	k.begin("columnLine", "func(y, x, less, scale, plus *T, columns, rows, stride int)", "computes y = (x - less)*scale + plus.")
	k.eachColumns([]string{"y", "x", "less", "scale", "plus"}, func(s channels) {
		n := s.numbers("less", "scale", "plus")
		s.down([]string{"x"}, func(_ int, v map[string]reg.VecVirtual, store func(string, reg.VecVirtual)) {
			k.do("VSUB", n["less"], v["x"], v["x"])
			k.do("VFMADD213", n["plus"], n["scale"], v["x"])
			store("y", v["x"])
		})
	})
	k.end()
}

func (k kernel) columnPlane() {
	k.begin("columnPlane", "func(z, x, y, a, b, c *T, columns, rows, stride int)", "computes z = a*x + b*y + c.")
	k.eachColumns([]string{"z", "x", "y", "a", "b", "c"}, func(s channels) {
		n := s.numbers("a", "b", "c")
		s.down([]string{"x", "y"}, func(_ int, v map[string]reg.VecVirtual, store func(string, reg.VecVirtual)) {
			k.do("VFMADD213", n["c"], n["b"], v["y"])
			k.do("VFMADD231", n["a"], v["x"], v["y"])
			store("z", v["y"])
		})
	})
	k.end()
}

func (k kernel) columnNormed() {
	k.begin("columnNormed", "func(n, y, x, less, inverse, gamma, beta *T, columns, rows, stride int, floor T)",
		"computes n = (x - less)*inverse and y = max(floor, gamma*n + beta).")
	floor := k.broadcast(k.address(k.Param("floor")))
	k.eachColumns([]string{"n", "y", "x", "less", "inverse", "gamma", "beta"}, func(s channels) {
		n := s.numbers("less", "inverse", "gamma", "beta")
		s.down([]string{"x"}, func(_ int, v map[string]reg.VecVirtual, store func(string, reg.VecVirtual)) {
			k.do("VSUB", n["less"], v["x"], v["x"])
			k.do("VMUL", n["inverse"], v["x"], v["x"])
			store("n", v["x"])
			k.do("VFMADD213", n["beta"], n["gamma"], v["x"])
			k.do("VMAX", v["x"], floor, v["x"]) // NaN stays NaN
			store("y", v["x"])
		})
	})
	k.end()
}
