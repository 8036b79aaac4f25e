package conv

import (
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// F32SumChannels sums x channel by channel over all rows, in each of which a channel has inner entries next to each other: sums[c] = Σ x.
//
//go:noinline
func F32SumChannels(sums, x []float32, inner int) { sumChannels(sums, x, inner) }

// F64SumChannels is F32SumChannels for float64.
//
//go:noinline
func F64SumChannels(sums, x []float64, inner int) { sumChannels(sums, x, inner) }

const (
	channelsAtOnce = 64      // are summed by one call of a kernel
	entriesAtOnce  = 1 << 10 // of a channel, if a row has no more, are summed in the precision of the numbers, and the rest in float64
)

func sumChannels[T mat.Float](sums, x []T, inner int) {
	channels := len(sums)
	mat.MustFit(channels > 0 && mat.WholeRows(len(x), channels*inner), "sumChannels")
	clear(sums)
	if len(x) == 0 {
		return
	}
	s := borrow[T]()
	s.part, s.turned, s.places = mat.Grow(s.part, inner), mat.Grow(s.turned, channelsAtOnce), mat.Grow(s.places, channelsAtOnce)
	mat.Fill(s.part, 1)
	for c := range s.places {
		s.places[c] = int32(c * inner)
	}
	for c := 0; c < channels; c += channelsAtOnce {
		n := min(channelsAtOnce, channels-c)
		sumSome(sums[c:c+n], s.turned, s.part, x[c*inner:], s.places[:n], inner, channels*inner)
	}
	giveBack(s)
}

// sumSome sums some channels of rows that are a step apart; part has room for as many sums.
func sumSome[T mat.Float](sums, part, ones, x []T, places []int32, inner, step int) {
	var totals [channelsAtOnce]float64
	most := max(1, entriesAtOnce/inner)
	for at := 0; at < len(x); at += most * step {
		examples := min(most, (len(x)-at+step-1)/step)
		tapDots(part, ones, x[at:], places, 1, inner, inner, 0, step, examples)
		for c := range sums {
			totals[c] += float64(part[c])
		}
	}
	for c := range sums {
		sums[c] = T(totals[c])
	}
}

// addTo adds b to y, which has the same length.
func addTo[T mat.Float](y, b []T) {
	if isSingle[T]() {
		rows.F32AddBias(single(y), single(b))
	} else {
		rows.F64AddBias(double(y), double(b))
	}
}
