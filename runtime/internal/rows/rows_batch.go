package rows

import (
	"sync"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Together is how many rows of a batch are added up in one sum at most. The sums of more are sums of such sums: in one sum
// over all rows, what the first ones add up to would swallow the last digits of the others.
const Together = 1024

// What the sums of some rows are kept in.
var (
	sums32 sync.Pool
	sums64 sync.Pool
)

// f32AddRows adds the sums of further rows to db.
func f32AddRows(db, dz []float32) {
	s := mat.Borrow[float32](&sums32, len(db))
	for size := Together * len(db); len(dz) > 0; dz = dz[min(size, len(dz)):] {
		f32SumRows(*s, dz[:min(size, len(dz))])
		f32AddBias(db, *s)
	}
	sums32.Put(s)
}

// f64AddRows adds the sums of further rows to db.
func f64AddRows(db, dz []float64) {
	s := mat.Borrow[float64](&sums64, len(db))
	for size := Together * len(db); len(dz) > 0; dz = dz[min(size, len(dz)):] {
		f64SumRows(*s, dz[:min(size, len(dz))])
		f64AddBias(db, *s)
	}
	sums64.Put(s)
}
