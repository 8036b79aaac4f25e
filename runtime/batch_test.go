package nn

import (
	"sync/atomic"
	"testing"
)

// rowsSeen counts how often each row of a batch was computed, and notes the blocks.
type rowsSeen struct {
	rows    [2000]atomic.Int32
	blocks  atomic.Int32
	longest atomic.Int32
}

func (s *rowsSeen) Rows(from, to int) {
	s.blocks.Add(1)
	if n := int32(to - from); n > s.longest.Load() {
		s.longest.Store(n)
	}
	for i := from; i < to; i++ {
		s.rows[i].Add(1)
	}
}

// TestShareRows holds that each row is computed once, in as few blocks as the bound allows, whether several cores share
// them or not.
func TestShareRows(t *testing.T) {
	withCores(t, func(t *testing.T) {
		for _, most := range []int{1, 7, 16, 100, 256} {
			for n := 1; n <= len(new(rowsSeen).rows); n += 1 + n/7 {
				for _, size := range []int{1, parallelSize} {
					s := new(rowsSeen)
					ShareRows(s, n, most, size)
					for i := range s.rows {
						if got := s.rows[i].Load(); got != 1 && i < n || got != 0 && i >= n {
							t.Fatalf("row %d of %d was computed %d times", i, n, got)
						}
					}
					if got, want := int(s.blocks.Load()), ceil(n, most); got > want || int(s.longest.Load()) > most {
						t.Fatalf("%d rows are %d blocks of up to %d, want at most %d of %d", n, got, s.longest.Load(), want, most)
					}
				}
			}
		}
	})
}
