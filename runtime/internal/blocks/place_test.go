package blocks

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBlocks holds copying and adding against the definition, on blocks of up to five axes with distances that may be 0.
func TestBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var axes []Axis
		dstLen, srcLen := 1, 1
		for range r.IntN(6) {
			a := Axis{1 + r.IntN(4), r.IntN(7), r.IntN(7)}
			axes = append(axes, a)
			dstLen, srcLen = dstLen+(a.N-1)*a.Dst, srcLen+(a.N-1)*a.Src
		}
		holdBlocks(t, r, axes, dstLen, srcLen)
	}
}

// TestRepeated holds the same of blocks that fill a result without a gap, and of which some axes repeat what others have.
func TestRepeated(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		axes := make([]Axis, 1+r.IntN(5))
		dstLen, srcLen := 1, 1
		for i := len(axes) - 1; i >= 0; i-- {
			a := Axis{1 + r.IntN(4), dstLen, r.IntN(2) * srcLen}
			if i == len(axes)-1 {
				a.N = 1 + r.IntN(100)
			}
			if r.IntN(9) == 0 {
				dstLen++ // a gap
			}
			dstLen *= a.N
			if a.Src > 0 {
				srcLen *= a.N
			}
			axes[i] = a
		}
		holdBlocks(t, r, axes, dstLen, srcLen)
	}
}

func holdBlocks(t *testing.T, r *rand.Rand, axes []Axis, dstLen, srcLen int) {
	t.Helper()
	src, start := make([]float64, srcLen), make([]float64, dstLen)
	for i := range src {
		src[i] = float64(r.IntN(100))
	}
	for i := range start {
		start[i] = float64(r.IntN(100))
	}
	copied, added := slices.Clone(start), slices.Clone(start)
	F64Copy(copied, src, axes...)
	F64Add(added, src, axes...)
	wantCopy, wantAdd := slices.Clone(start), slices.Clone(start)
	var visit func(k, to, from int)
	visit = func(k, to, from int) {
		if k == len(axes) {
			wantCopy[to] = src[from]
			wantAdd[to] += src[from]
			return
		}
		for i := range axes[k].N {
			visit(k+1, to+i*axes[k].Dst, from+i*axes[k].Src)
		}
	}
	visit(0, 0, 0)
	if !slices.Equal(copied, wantCopy) || !slices.Equal(added, wantAdd) {
		t.Fatalf("%v: copied %v, want %v; added %v, want %v", axes, copied, wantCopy, added, wantAdd)
	}
}

func TestBlocksDoNotAllocate(t *testing.T) {
	dst, src := make([]float32, 24), make([]float32, 24)
	n := 3
	if allocs := testing.AllocsPerRun(100, func() { F32Add(dst, src, Axis{n, 8, 8}, Axis{2, 4, 1}, Axis{4, 1, 2}) }); allocs > 0 {
		t.Errorf("%g allocations", allocs)
	}
}
