package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// calls cuts the instructions of Forward into what is printed together, each part under the headings of its layers:
// layers that one call computes are not cut.
func calls(list []*ir.Instr) [][]*ir.Instr {
	var parts [][]*ir.Instr
	joined := false
	for _, part := range paragraphs(list) {
		if joined {
			parts[len(parts)-1] = append(parts[len(parts)-1], part...)
		} else {
			parts = append(parts, part)
		}
		joined = part[0].Kernel == ir.WithNext
	}
	return parts
}

// pair prints two narrow layers with a relu between them as one call, and returns how many instructions that are.
func (r *row) pair(part []*ir.Instr) int {
	first, second := part[0], part[2]
	name, done := "narrowPair", 3
	if len(part) > 3 && ir.Is[ir.Softmax](part[3]) {
		name, done = "narrowPairSoftmax", 4
	}
	dst := part[done-1].Dst
	r.declare(dst)
	args := []jen.Code{all(r.buf(dst))}
	for _, in := range []*ir.Instr{first, second} {
		args = append(args, all(r.buf(in.Args[0])), all(r.buf(in.Args[2])))
	}
	args = append(args, all(r.buf(first.Args[1])), jen.Lit(first.Args[0].Stride()), jen.Lit(second.Args[0].Stride()))
	r.Add(r.kernel(name)).Call(args...)
	return done
}
