package optim

import (
	"runtime"
	"sync"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/mat"
)

const (
	// sharedUpdate is how many entries an update must have to be shared between cores, and joinedUpdate how many while
	// helpers are about, so that no core has to be woken.
	sharedUpdate, joinedUpdate = 1 << 18, 1 << 16
	// updatePiece is how many entries there are at least for each piece, and updateUnit, a line of the cache, divides those
	// of all but the last.
	updatePiece, updateUnit = 1 << 12, 16
)

// sharesUpdate reports whether it is worth while to share an update of n entries.
func sharesUpdate(n int) bool {
	return n >= sharedUpdate || n >= joinedUpdate && crew.Joined()
}

// updates shares the updates of one optimizer between cores, piece by piece: entries do not depend on each other.
type updates[T mat.Float, S any] struct {
	rule func(w, dw, m, v []T, s S) // m and v are nil where the optimizer has no such state
	jobs sync.Pool                  // of *updateJob[T, S]
}

// What the optimizers share.
var (
	f32SgdUpdates      = updates[float32, SGDStep[float32]]{rule: func(w, dw, _, _ []float32, s SGDStep[float32]) { f32Sgd(w, dw, s) }}
	f64SgdUpdates      = updates[float64, SGDStep[float64]]{rule: func(w, dw, _, _ []float64, s SGDStep[float64]) { f64Sgd(w, dw, s) }}
	f32MomentumUpdates = updates[float32, SGDStep[float32]]{rule: func(w, dw, _, v []float32, s SGDStep[float32]) { f32Momentum(w, dw, v, s) }}
	f64MomentumUpdates = updates[float64, SGDStep[float64]]{rule: func(w, dw, _, v []float64, s SGDStep[float64]) { f64Momentum(w, dw, v, s) }}
	f32NesterovUpdates = updates[float32, SGDStep[float32]]{rule: func(w, dw, _, v []float32, s SGDStep[float32]) { f32Nesterov(w, dw, v, s) }}
	f64NesterovUpdates = updates[float64, SGDStep[float64]]{rule: func(w, dw, _, v []float64, s SGDStep[float64]) { f64Nesterov(w, dw, v, s) }}
	f32AdamUpdates     = updates[float32, AdamStep[float32]]{rule: f32Adam}
	f64AdamUpdates     = updates[float64, AdamStep[float64]]{rule: f64Adam}
	f32RmspropUpdates  = updates[float32, RMSPropStep[float32]]{rule: func(w, dw, _, v []float32, s RMSPropStep[float32]) { f32Rmsprop(w, dw, v, s) }}
	f64RmspropUpdates  = updates[float64, RMSPropStep[float64]]{rule: func(w, dw, _, v []float64, s RMSPropStep[float64]) { f64Rmsprop(w, dw, v, s) }}
	f32AdagradUpdates  = updates[float32, AdagradStep[float32]]{rule: func(w, dw, _, v []float32, s AdagradStep[float32]) { f32Adagrad(w, dw, v, s) }}
	f64AdagradUpdates  = updates[float64, AdagradStep[float64]]{rule: func(w, dw, _, v []float64, s AdagradStep[float64]) { f64Adagrad(w, dw, v, s) }}
)

// updateJob is an update that is shared. It is kept, so that nothing is allocated for the next one.
type updateJob[T mat.Float, S any] struct {
	rule        func(w, dw, m, v []T, s S)
	w, dw, m, v []T
	step        S
	size        int // entries of a piece
}

// do updates all entries, in a piece for each core: so each finds in its cache what it had in the update before.
func (u *updates[T, S]) do(w, dw, m, v []T, s S) {
	j, ok := u.jobs.Get().(*updateJob[T, S])
	if !ok {
		j = new(updateJob[T, S])
	}
	size := crew.Evenly(len(w), min(runtime.GOMAXPROCS(0), crew.Ceil(len(w), updatePiece)), updateUnit)
	*j = updateJob[T, S]{u.rule, w, dw, m, v, s, size}
	crew.Parallel(crew.Ceil(len(w), size), j)
	*j = updateJob[T, S]{}
	u.jobs.Put(j)
}

// Piece implements crew.Task.
func (j *updateJob[T, S]) Piece(i int) {
	from, to := i*j.size, min((i+1)*j.size, len(j.w))
	j.rule(j.w[from:to], j.dw[from:to], some(j.m, from, to), some(j.v, from, to), j.step)
}

// some is s[from:to], or nil where there is no s.
func some[T mat.Float](s []T, from, to int) []T {
	if s == nil {
		return nil
	}
	return s[from:to]
}
