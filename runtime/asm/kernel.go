package main

import (
	"reflect"
	"strings"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// kernel is one variant of a function: a precision and a width of the vectors.
type kernel struct {
	*build.Context
	double, wide bool
	widened      bool // from float32 in memory to float64
	bytes        int  // of a vector, where it is less than the level has
	*file
}

// file is what the kernels of a file share.
type file struct {
	data  map[string]operand.Mem
	loops int // written so far, for the names of labels
}

// The variants that a kernel may have. AVX-512 pays for float64 in large products alone.
var (
	singles    = []kernel{{}, {wide: true}}
	withDouble = []kernel{{}, {double: true}, {wide: true}}
	all        = []kernel{{}, {double: true}, {wide: true}, {double: true, wide: true}}
)

// variants calls write for each of the variants. A file calls it once.
func variants(c *build.Context, list []kernel, write func(k kernel)) {
	f := &file{data: map[string]operand.Mem{}}
	for _, k := range list {
		k.Context, k.file = c, f
		write(k)
	}
}

// begin starts the function f32NameAVX2, or what else the variant makes of it. T in the signature stands for the type of
// the numbers.
func (k kernel) begin(name, signature, doc string) {
	precision := "f32"
	if k.double {
		precision = "f64"
	}
	k.beginFor(precision, name, signature, doc)
}

// beginFor is begin for operands that the precision does not name.
func (k kernel) beginFor(operands, name, signature, doc string) {
	k.begins(operands+strings.ToUpper(name[:1])+name[1:]+k.level(), strings.ReplaceAll(signature, "T", k.float()), doc)
}

// level is the end of the names.
func (k kernel) level() string {
	if k.wide {
		return "AVX512"
	}
	return "AVX2"
}

// begins starts a function of that name.
func (k kernel) begins(name, signature, doc string) {
	k.Function(name)
	k.Attributes(attr.NOSPLIT)
	k.Pragma("noescape")
	k.SignatureExpr(signature)
	k.Doc(name + " " + doc)
}

// end ends the function.
func (k kernel) end() {
	k.VZEROUPPER()
	k.RET()
}

// do appends an instruction, named without its PS or PD.
func (k kernel) do(instruction string, ops ...operand.Op) {
	suffix := "PS"
	if k.double {
		suffix = "PD"
	}
	k.append(instruction, suffix, ops)
}

// integers appends an instruction of integers as wide as the numbers, named without its D or Q.
func (k kernel) integers(instruction string, ops ...operand.Op) {
	suffix := "D"
	if k.double {
		suffix = "Q"
	}
	k.append(instruction, suffix, ops)
}

// append appends an instruction with a suffix.
func (k kernel) append(instruction, suffix string, ops []operand.Op) {
	in := make([]reflect.Value, len(ops))
	for i, op := range ops {
		in[i] = reflect.ValueOf(op)
	}
	// The forms with a zeroing mask are named VADDPS_Z.
	name, form, masked := strings.Cut(instruction, "_")
	if name += suffix; masked {
		name += "_" + form
	}
	reflect.ValueOf(k.Context).MethodByName(name).Call(in)
}

// float is the type of the numbers.
func (k kernel) float() string {
	if k.double {
		return "float64"
	}
	return "float32"
}

// size is that of a number in memory, in bytes.
func (k kernel) size() int {
	if k.double && !k.widened {
		return 8
	}
	return 4
}

// width is that of a vector, in bytes.
func (k kernel) width() int {
	if k.bytes > 0 {
		return k.bytes
	}
	return k.whole()
}

// whole is the width of the widest vector that the level has.
func (k kernel) whole() int {
	if k.wide {
		return 64
	}
	return 32
}

// lanes is how many numbers a vector holds.
func (k kernel) lanes() int {
	if k.double {
		return k.width() / 8
	}
	return k.width() / 4
}

// vector returns a register.
func (k kernel) vector() reg.VecVirtual {
	switch k.width() {
	case 16:
		return k.XMM()
	case 32:
		return k.YMM()
	}
	return k.ZMM()
}
