package vec

import "sync"

// BlockEntries is how many entries a block has, so that a few of them fit into the first cache.
const BlockEntries = 256

// MostBlocks is how many blocks are borrowed at a time.
const MostBlocks = 8

// F32Blocks are blocks that hold what lies between the steps of a formula.
type F32Blocks [MostBlocks][BlockEntries]float32

// Blocks are borrowed: those of a stack would be cleared at each call, which takes longer than the steps over few entries, and would not
// begin with a line of a cache.
var blocks32 = sync.Pool{New: func() any { return new(F32Blocks) }}

// F32Borrow returns blocks that hold anything.
func F32Borrow() *F32Blocks { return blocks32.Get().(*F32Blocks) }

// F32GiveBack keeps blocks for the next formula.
func F32GiveBack(b *F32Blocks) { blocks32.Put(b) }

// F64Blocks is F32Blocks for float64.
type F64Blocks [MostBlocks][BlockEntries]float64

var blocks64 = sync.Pool{New: func() any { return new(F64Blocks) }}

// F64Borrow is F32Borrow for float64.
func F64Borrow() *F64Blocks { return blocks64.Get().(*F64Blocks) }

// F64GiveBack is F32GiveBack for float64.
func F64GiveBack(b *F64Blocks) { blocks64.Put(b) }
