package rows

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

const (
	// sharedLook is how many entries are worth sharing between cores while helpers are about: each has a part in its cache that it
	// has just computed.
	sharedLook = 1 << 16
	// lookUnit, a line of the cache, divides the entries of all pieces but the last.
	lookUnit = 16
)

// finiteJob is a look for entries that are not finite. It is kept, so that nothing is allocated for the next one.
type finiteJob[T mat.Float] struct {
	finite func(x []T) bool
	x      []T
	size   int // entries of a piece
	bad    atomic.Bool
}

// The looks that several cores share.
var f32Looks, f64Looks sync.Pool

// sharesLook reports whether it is worth while to share a look at n entries.
func sharesLook(n int) bool { return n >= sharedLook && crew.Joined() }

// allFinite reports whether all entries are finite, of which each core looks at the part that it updates next.
func allFinite[T mat.Float](kept *sync.Pool, x []T, finite func(x []T) bool) bool {
	j, ok := kept.Get().(*finiteJob[T])
	if !ok {
		j = new(finiteJob[T])
	}
	j.finite, j.x, j.size = finite, x, crew.Evenly(len(x), runtime.GOMAXPROCS(0), lookUnit)
	crew.Parallel(crew.Ceil(len(x), j.size), j)
	good := !j.bad.Swap(false)
	j.finite, j.x = nil, nil
	kept.Put(j)
	return good
}

// Piece implements crew.Task.
func (j *finiteJob[T]) Piece(i int) {
	if !j.finite(j.x[i*j.size : min((i+1)*j.size, len(j.x))]) {
		j.bad.Store(true)
	}
}
