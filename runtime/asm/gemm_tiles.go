package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// inTiles computes the rows left in tiles of these heights, the last of which is 1, and returns. A tile that is a little
// too high begins further up, where it computes the same numbers once more.
func (k kernel) inTiles(name string, left reg.GPVirtual, heights []int, moves []move, tile func(height int)) {
	for i, lower := range append(heights[1:], 0) {
		height, full := heights[i], fmt.Sprint(name, heights[i], "full")
		k.Label(fmt.Sprint(name, height))
		k.CMPQ(left, operand.Imm(uint64(height)))
		k.JGE(operand.LabelRef(full))
		k.CMPQ(left, operand.Imm(uint64(lower)))
		k.JLE(operand.LabelRef(fmt.Sprint(name, lower)))
		k.CMPQ(k.address(k.Param("m")), operand.Imm(uint64(height)))
		k.JL(operand.LabelRef(fmt.Sprint(name, lower)))
		k.backUp(height, left, moves)
		k.Label(full)
		tile(height)
		k.JMP(operand.LabelRef(fmt.Sprint(name, height)))
	}
	k.Label(fmt.Sprint(name, 0))
	k.end()
}

// evenTiles computes the rows left in tiles of at most so many rows, as even as they can be, and returns: no number of rows leaves a
// low tile over, whose few sums would wait for each other.
func (k kernel) evenTiles(name string, left reg.GPVirtual, most int, tile func(height int)) {
	height, full := k.GP64(), fmt.Sprint(name, most)
	k.Label(name)
	k.MOVQ(left, height)
	k.CMPQ(left, operand.Imm(uint64(most)))
	k.JLE(operand.LabelRef(name + "pick"))
	k.CMPQ(left, operand.Imm(uint64(2*most)))
	k.JGE(operand.LabelRef(full))
	k.INCQ(height)
	k.SHRQ(operand.Imm(1), height)
	k.Label(name + "pick")
	for h := 1; h < most; h++ {
		k.CMPQ(height, operand.Imm(uint64(h)))
		k.JE(operand.LabelRef(fmt.Sprint(name, h)))
	}
	for h := most; h > 0; h-- {
		k.Label(fmt.Sprint(name, h))
		tile(h)
		k.SUBQ(operand.Imm(uint64(h)), left)
		k.JG(operand.LabelRef(name))
		k.end()
	}
}

// move is how far a place moves from row to row, in bytes.
type move struct{ by, place reg.GPVirtual }

// backUp moves the places so that a tile of that height ends with the last row.
func (k kernel) backUp(height int, left reg.GPVirtual, moves []move) {
	rows := k.GP64()
	k.SUBQ(operand.Imm(uint64(height)), left) // so many rows to move, negative
	for _, m := range moves {
		k.MOVQ(left, rows)
		k.IMULQ(m.by, rows)
		k.ADDQ(rows, m.place)
	}
	k.MOVQ(operand.I32(height), left)
}
