package meter

import (
	"slices"
	"testing"
	"time"
)

// TestMedian takes the middle, or the mean of the two in the middle.
func TestMedian(t *testing.T) {
	for _, test := range []struct {
		samples []float64
		want    float64
	}{{[]float64{5}, 5}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 100, 2}, 3}} {
		if got := (&work{samples: test.samples}).median(); got != test.want {
			t.Errorf("the median of %v is %v, not %v", test.samples, got, test.want)
		}
	}
}

// TestMeasureInTurn takes the samples of a round before those of the next one, each of something made ready anew.
func TestMeasureInTurn(t *testing.T) {
	var order []string
	var works []*work
	for _, name := range []string{"a", "b"} {
		works = append(works, &work{name: name, prepare: func() func(int) {
			order = append(order, name)
			return loop(func() { time.Sleep(time.Millisecond) })
		}})
	}
	measure(works, 2)
	for i, want := range []string{"a", "b", "a", "b"} {
		if order[i] != want {
			t.Errorf("sample %d is of %s", i, order[i])
		}
	}
	for _, w := range works {
		if len(w.samples) != 2 || w.median() < 1e6 {
			t.Errorf("a call that sleeps for 1 ms took %v ns", w.samples)
		}
	}
}

// TestMachine expects numbers of both precisions, and that arithmetic and memory count what they say.
func TestMachine(t *testing.T) {
	if p := product[float32](2, 3, 5); p.amount != 30 {
		t.Errorf("a product counts %v multiply-adds", p.amount)
	}
	reads := slices.Concat(streams[float32](1<<16), streams[float64](1<<17))
	if len(reads) != 4 {
		t.Fatalf("%d layouts, want two for each precision", len(reads))
	}
	for i, want := range []float64{1 << 16, 1 << 16, 1 << 17, 1 << 17} {
		if got := reads[i].amount; got != want {
			t.Errorf("%v bytes count as %v", want, got)
		}
	}
	works := append(reads, product[float64](8, 8, 8))
	measure(works, 1)
	for _, w := range works {
		if !(w.rate() > 0) {
			t.Errorf("a rate is %v", w.rate())
		}
	}
}
