package ir

import (
	"fmt"
	"slices"
	"strings"
)

// Place rearranges entries, example by example: the result is 0, and then every block adds entries of an operand to it.
// Concatenation, slices, permutations, repetitions and sums over axes are blocks, and so are their gradients: a block
// with source and destination exchanged.
type Place struct {
	Blocks []Block
	// Word is what comments call it: concat, slice, sum.
	Word string
}

// Block is a block of entries: for all 0 ≤ i < Axes.N, D[To + Σ i·Axes.Dst] += A[From + Σ i·Axes.Src].
type Block struct {
	Arg      int // the operand A
	From, To int
	Axes     []Axis
}

// Axis is one axis of a block: how many entries, and how far apart they lie. A distance of 0 in the source repeats an entry,
// one in the destination sums.
type Axis struct{ N, Dst, Src int }

// Name is place.
func (*Place) Name() string { return "place" }

func (p *Place) attributes() string {
	var s strings.Builder
	for _, b := range p.Blocks {
		fmt.Fprintf(&s, " [%d+", b.To)
		for _, a := range b.Axes {
			fmt.Fprintf(&s, "%d:%d/%d", a.N, a.Dst, a.Src)
			s.WriteByte(' ')
		}
		fmt.Fprintf(&s, "of %d+%d]", b.Arg, b.From)
	}
	return s.String()
}

func (p *Place) fits(d *Buffer, a []*Buffer) bool {
	for _, b := range p.Blocks {
		if b.Arg >= len(a) || a[b.Arg].Batched && !d.Batched {
			return false
		}
		from, to := b.From, b.To
		for _, x := range b.Axes {
			if x.N < 1 || x.Dst < 0 || x.Src < 0 {
				return false
			}
			from, to = from+(x.N-1)*x.Src, to+(x.N-1)*x.Dst
		}
		if b.From < 0 || b.To < 0 || from >= a[b.Arg].Size() || to >= d.Size() {
			return false
		}
	}
	return len(p.Blocks) > 0
}

// Each visits the entries of a block: the place in the result and the one in the operand.
func (b *Block) Each(visit func(to, from int)) { each(b.Axes, b.To, b.From, visit) }

func each(axes []Axis, to, from int, visit func(to, from int)) {
	if len(axes) == 0 {
		visit(to, from)
		return
	}
	for range axes[0].N {
		each(axes[1:], to, from, visit)
		to, from = to+axes[0].Dst, from+axes[0].Src
	}
}

// Entries is how many entries a block has.
func (b *Block) Entries() int {
	n := 1
	for _, a := range b.Axes {
		n *= a.N
	}
	return n
}

// Run is how many entries a block has, and whether they lie next to each other in both the operand and the result.
func (b *Block) Run() (n int, ok bool) {
	return b.Entries(), len(b.Axes) == 0 || len(b.Axes) == 1 && b.Axes[0].Dst == 1 && b.Axes[0].Src == 1
}

// Coverage tells how often the blocks write an entry of a result of n entries: whether some entry is written more than
// once, and whether some is left out.
func (p *Place) Coverage(n int) (double, gaps bool) {
	written := make([]bool, n)
	for i := range p.Blocks {
		p.Blocks[i].Each(func(to, _ int) {
			double = double || written[to]
			written[to] = true
		})
	}
	return double, slices.Contains(written, false)
}

// Transposed is the gradient by operand arg, given that of the result.
func (p *Place) Transposed(arg int) *Place {
	t := &Place{Word: p.Word}
	for _, b := range p.Blocks {
		if b.Arg != arg {
			continue
		}
		c := Block{From: b.To, To: b.From}
		for _, x := range b.Axes {
			c.Axes = append(c.Axes, Axis{x.N, x.Src, x.Dst})
		}
		t.Blocks = append(t.Blocks, c)
	}
	return t
}

// Strides are the distances between the entries of a row-major array along each axis.
func Strides(dims []int) []int {
	s := make([]int, len(dims))
	n := 1
	for i := len(dims) - 1; i >= 0; i-- {
		s[i] = n
		n *= dims[i]
	}
	return s
}

// NewBlock is a block over axes of dims entries with the distances given, neighbours that run on joined into one axis.
func NewBlock(arg, to, from int, dims, dst, src []int) Block {
	b := Block{Arg: arg, From: from, To: to}
	for i, n := range dims {
		if n == 1 {
			continue
		}
		x := Axis{n, dst[i], src[i]}
		if k := len(b.Axes) - 1; k >= 0 && b.Axes[k].Dst == n*x.Dst && b.Axes[k].Src == n*x.Src {
			b.Axes[k] = Axis{b.Axes[k].N * n, x.Dst, x.Src}
			continue
		}
		b.Axes = append(b.Axes, x)
	}
	return b
}
