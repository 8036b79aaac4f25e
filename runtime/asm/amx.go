package main

import (
	"encoding/binary"
	"fmt"

	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The instructions of AMX (Intel's instruction set reference, volume 2), which neither avo nor Go's assembler knows:
// they are written as bytes. A tile register holds 16 rows of 64 bytes.

// tmm is a tile register.
type tmm uint8

// tileAt is a place in memory with rows that begin a stride apart. Its registers are of the first eight.
type tileAt struct {
	base, stride reg.GPPhysical
	disp         int
}

// String writes the place as Go's assembler would.
func (m tileAt) String() string {
	return fmt.Sprintf("%d(%s)(%s*1)", m.disp, m.base.Asm(), m.stride.Asm())
}

// operand is the place as an operand that stands for t beside it: ModRM, SIB and a displacement.
func (m tileAt) operand(t tmm) []byte {
	b := []byte{0x84 | byte(t)<<3, number(m.stride)<<3 | number(m.base)}
	return binary.LittleEndian.AppendUint32(b, uint32(m.disp))
}

// number is that of a register in an instruction.
func number(r reg.GPPhysical) byte {
	i := r.PhysicalIndex()
	if i > 7 {
		panic("the register needs another prefix")
	}
	return byte(i)
}

// The mandatory prefixes, as VEX has them.
const (
	prefixNone = iota
	_
	prefixF3
	prefixF2
)

// tileConfigure makes room for tiles as 64 bytes at base say.
func (k kernel) tileConfigure(base reg.GPPhysical) {
	k.vex(fmt.Sprintf("LDTILECFG (%s)", base.Asm()), prefixNone, 0x49, 0, []byte{number(base)}, base)
}

// tileRelease gives the tiles back to the processor.
func (k kernel) tileRelease() { k.vex("TILERELEASE", prefixNone, 0x49, 0, []byte{0xc0}) }

func (k kernel) tileZero(t tmm) {
	k.vex(fmt.Sprintf("TILEZERO TMM%d", t), prefixF2, 0x49, 0, []byte{0xc0 | byte(t)<<3})
}

func (k kernel) tileLoad(m tileAt, t tmm) {
	k.vex(fmt.Sprintf("TILELOADD %s, TMM%d", m, t), prefixF2, 0x4b, 0, m.operand(t), m.base, m.stride)
}

func (k kernel) tileStore(t tmm, m tileAt) {
	k.vex(fmt.Sprintf("TILESTORED TMM%d, %s", t, m), prefixF3, 0x4b, 0, m.operand(t), m.base, m.stride)
}

// tileMultiply adds the product of a and b to c, which is float32. An entry of a and b is a pair of bfloat16.
func (k kernel) tileMultiply(a, b, c tmm) {
	k.vex(fmt.Sprintf("TDPBF16PS TMM%d, TMM%d, TMM%d", b, a, c), prefixF3, 0x5c, b, []byte{0xc0 | byte(c)<<3 | byte(a)})
}

// vex writes an instruction of the map 0F38 with a VEX prefix of three bytes; second is its second source.
func (k kernel) vex(text string, prefix, opcode byte, second tmm, operands []byte, reads ...reg.Register) {
	k.Comment(text)
	code := append([]byte{0xc4, 0xe2, 0x78 ^ byte(second)<<3 | prefix, opcode}, operands...)
	inputs := make([]operand.Op, len(reads))
	for i, r := range reads {
		inputs[i] = r
	}
	for len(code) > 0 {
		var word operand.Op
		var directive string
		switch {
		case len(code) >= 4:
			directive, word, code = "LONG", operand.U32(binary.LittleEndian.Uint32(code)), code[4:]
		case len(code) >= 2:
			directive, word, code = "WORD", operand.U16(binary.LittleEndian.Uint16(code)), code[2:]
		default:
			directive, word, code = "BYTE", operand.U8(code[0]), code[1:]
		}
		k.Instruction(&ir.Instruction{Opcode: directive, Operands: []operand.Op{word}, Inputs: inputs})
	}
}
