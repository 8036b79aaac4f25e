package conv

import (
	"sync"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// scratch holds the columns of a tile, or a map as its taps see it, results, weights with their biases, or turned, and what becomes
// of sums, weights tap by tap and channel by channel, a map channels last, and what depends on a window alone. It is kept for the next
// convolution.
type scratch[T mat.Float] struct {
	cols, part, weights, scale, shift, byTap, byRow, turned []T
	places                                                  []int32
	flats                                                   known[*flat]
	lists                                                   known[*listed]
	weighs                                                  known[*weighList]
}

// known keeps what depends on a window alone, since the windows of a network come again, and mostly in the same order. L is a pointer, so
// that a program has the functions once.
type known[L any] struct {
	windows []Window
	made    []L
	last    int
}

// of returns what was made of the window, or makes it.
func (k *known[L]) of(w *Window, make func(*Window) L) L {
	for range k.windows {
		if k.last++; k.last >= len(k.windows) {
			k.last = 0
		}
		if k.windows[k.last] == *w {
			return k.made[k.last]
		}
	}
	k.windows, k.made = append(k.windows, *w), append(k.made, make(w))
	return k.made[len(k.made)-1]
}

var singles, doubles sync.Pool

func kept[T mat.Float]() *sync.Pool {
	var v T
	if _, double := any(v).(float64); double {
		return &doubles
	}
	return &singles
}

func borrow[T mat.Float]() *scratch[T] {
	if s, ok := kept[T]().Get().(*scratch[T]); ok {
		return s
	}
	return new(scratch[T])
}

func giveBack[T mat.Float](s *scratch[T]) { kept[T]().Put(s) }

const (
	tileSize  = 1 << 15 // entries of the columns of a tile, which stay in a near cache
	tileWidth = 1 << 10 // columns, of which more make no product quicker
)

// tile is how many lines are computed at a time.
func (w *Window) tile() int {
	return max(1, min(tileSize/max(1, w.taps()*w.Out[2]), tileWidth/w.Out[2]))
}

// biased is the weights with the bias behind those of each channel, 0 where there is none.
func (s *scratch[T]) biased(w, b []T, channels, taps int) []T {
	s.weights = mat.Grow(s.weights, channels*taps)
	for o := range channels {
		row := s.weights[o*taps:][:taps]
		copy(row, w[o*(taps-1):])
		row[taps-1] = 0
		if len(b) > 0 {
			row[taps-1] = b[o]
		}
	}
	return s.weights
}

// affine is what becomes of the sums of each channel: the bias is added, where there is one, and the norm is applied.
func (s *scratch[T]) affine(b []T, norm *norm[T], channels int, relu bool) affine[T] {
	a := s.biases(b, channels, relu)
	if norm != nil {
		norm.apply(a.scale, a.shift)
	}
	return a
}

// biases is affine without a norm.
func (s *scratch[T]) biases(b []T, channels int, relu bool) affine[T] {
	s.scale, s.shift = mat.Grow(s.scale, channels), mat.Grow(s.shift, channels)
	mat.Fill(s.scale, 1)
	clear(s.shift)
	copy(s.shift, b)
	a := affine[T]{s.scale, s.shift, mat.Unbounded[T]()}
	if relu {
		a.floor = 0
	}
	return a
}
