package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// load reads the rows as columns.
func (f *fewColumns) load() []reg.VecVirtual {
	v := make([]reg.VecVirtual, f.count)
	for i := range v {
		v[i] = f.kernel.vector()
		f.kernel.do("VMOVU_Z", f.vectorAt(f.src, i), f.there[i], v[i])
	}
	return f.permute("column", v, func(j, lane int) int { return lane*f.count + j })
}

// store writes the columns as rows.
func (f *fewColumns) store(y []reg.VecVirtual) {
	rows := f.permute("rows", y, func(i, lane int) int {
		at := i*f.kernel.lanes() + lane
		return at%f.count*f.kernel.lanes() + at/f.count
	})
	for i, v := range rows {
		f.kernel.do("VMOVU", v, f.there[i], f.vectorAt(f.dst, i))
	}
}

// vectorAt is the place of vector i.
func (f *fewColumns) vectorAt(base reg.Register, i int) operand.Mem {
	m := f.place(base)
	m.Disp = f.offset + i*f.kernel.width()
	return m
}

// permute returns as many vectors as it is given. source says which of all the lanes goes to a lane of vector i.
func (f *fewColumns) permute(name string, from []reg.VecVirtual, source func(i, lane int) int) []reg.VecVirtual {
	to := make([]reg.VecVirtual, len(from))
	for i := range to {
		to[i] = from[0]
		for second := 1; second < len(from); second++ {
			v := f.kernel.vector()
			f.kernel.do("VMOVU", f.kernel.table(fmt.Sprintf("%s_%d_%d_%d", name, len(from), i, second), func(lane int) int {
				return f.order(source(i, lane), second, lane)
			}), v)
			f.kernel.do("VPERMI2", from[second], to[i], v)
			to[i] = v
		}
	}
	return to
}

// order is where a lane comes from when the vectors before the second are combined with it: a lane of the second, of
// the very first, or what is there already.
func (f *fewColumns) order(source, second, lane int) int {
	switch vector := source / f.kernel.lanes(); {
	case vector == second:
		return f.kernel.lanes() + source%f.kernel.lanes()
	case vector == 0 && second == 1:
		return source
	}
	return lane
}
