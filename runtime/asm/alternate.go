package main

import "github.com/mmcloughlin/avo/ir"

// alternate writes the instructions of a and of b in turn: the processor looks only so far ahead for instructions that
// do not depend on each other. Neither may have labels or depend on flags, and b may not need what a computes.
func (k kernel) alternate(a, b func()) {
	start := len(k.nodes().Nodes)
	a()
	middle := len(k.nodes().Nodes)
	b()
	nodes := k.nodes().Nodes
	first, second := nodes[start:middle:middle], nodes[middle:]
	mixed := nodes[:start:start]
	for i := range first {
		mixed = append(mixed, first[i], second[i])
	}
	k.nodes().Nodes = mixed
}

// nodes is the function that is being written.
func (k kernel) nodes() *ir.Function {
	f, err := k.Result()
	if err != nil {
		panic(err)
	}
	list := f.Functions()
	return list[len(list)-1]
}
