package main

import (
	"fmt"
	"log"
	"math"
	"strconv"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// label returns a name that no other label of the file begins with.
func (f *file) label(name string) string {
	f.loops++
	return name + strconv.Itoa(f.loops) + "_"
}

// words returns the read-only data of that name, written at the first call.
func (k kernel) words(name string, words ...uint64) operand.Mem {
	m, ok := k.data[name]
	if !ok {
		m = k.StaticGlobal(name)
		k.DataAttributes(attr.RODATA | attr.NOPTR)
		for i, w := range words {
			k.AddDatum(8*i, operand.U64(w))
		}
		k.data[name] = m
	}
	return m
}

// constant loads v into all lanes.
func (k kernel) constant(v float64) reg.VecVirtual {
	if k.double {
		return k.bits(math.Float64bits(v))
	}
	return k.bits(uint64(math.Float32bits(float32(v))))
}

// bits loads a number, given by its bits, into all lanes.
func (k kernel) bits(b uint64) reg.VecVirtual {
	return k.broadcast(k.words(fmt.Sprintf("bits_%x", b), b))
}

// scalars loads n numbers that stand one after the other behind the pointer p, each into all lanes of a vector.
func (k kernel) scalars(p string, n int) []reg.VecVirtual {
	base, list := k.Load(k.Param(p), k.GP64()), make([]reg.VecVirtual, n)
	for i := range list {
		list[i] = k.broadcast(operand.Mem{Base: base, Disp: i * k.size()})
	}
	return list
}

// broadcast loads one number into all lanes.
func (k kernel) broadcast(m operand.Mem) reg.VecVirtual {
	v := k.vector()
	if k.double && k.width() == 16 {
		k.VMOVDDUP(m, v)
	} else {
		k.broadcastTo(m, v)
	}
	return v
}

// broadcastTo loads a number into all lanes of the register that is the last operand, or those of a mask before it.
func (k kernel) broadcastTo(ops ...operand.Op) {
	if k.double {
		k.VBROADCASTSD(ops...)
	} else {
		k.VBROADCASTSS(ops...)
	}
}

// address is where an argument is, for instructions that read it from memory.
func (k kernel) address(c gotypes.Component) operand.Mem {
	b, err := c.Resolve()
	if err != nil {
		log.Fatal(err)
	}
	return b.Addr
}
