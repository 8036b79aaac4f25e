package crew

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
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
	kerneltest.WithCores(t, func(t *testing.T) {
		for _, most := range []int{1, 7, 16, 100, 256} {
			for n := 1; n <= len(new(rowsSeen).rows); n += 1 + n/7 {
				for _, size := range []int{1, ParallelSize} {
					s := new(rowsSeen)
					ShareRows(s, n, most, size)
					for i := range s.rows {
						if got := s.rows[i].Load(); got != 1 && i < n || got != 0 && i >= n {
							t.Fatalf("row %d of %d was computed %d times", i, n, got)
						}
					}
					if got, want := int(s.blocks.Load()), Ceil(n, most); got > want || int(s.longest.Load()) > most {
						t.Fatalf("%d rows are %d blocks of up to %d, want at most %d of %d", n, got, s.longest.Load(), want, most)
					}
				}
			}
		}
	})
}

// meetingRows is a batch of blocks of one row, of which those of a number of rows meet.
type meetingRows struct {
	meeting
	from, panic int
	shared      [5]atomic.Bool // whether a product in that row would be
}

func (m *meetingRows) Rows(from, _ int) {
	m.shared[from].Store(SharesNow(ParallelSize))
	if from == m.panic {
		panic("row")
	}
	if from >= m.from && from < m.from+2 {
		m.Piece(from)
	}
}

// TestShareRowsHelps holds that cores share the blocks, and that products are shared only in those of which there are fewer
// than cores, also after a batch that panicked.
func TestShareRowsHelps(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		cores := runtime.GOMAXPROCS(0)
		if cores < 2 {
			return
		}
		for range 3 {
			var m *meetingRows
			if !helped(func() *meeting {
				m = &meetingRows{from: 2, panic: -1}
				ShareRows(m, len(m.shared), 1, ParallelSize)
				return &m.meeting
			}) {
				t.Fatal("nobody helps")
			}
			for i := range m.shared {
				full := len(m.shared) - len(m.shared)%cores
				if got, want := m.shared[i].Load(), i >= full; got != want {
					t.Errorf("with %d cores a product of block %d of %d is shared: %t, want %t", cores, i, len(m.shared), got, want)
				}
			}
			for i := range m.shared {
				failing := &meetingRows{from: len(m.shared), panic: i}
				if v := catch(func() { ShareRows(failing, len(m.shared), 1, ParallelSize) }); v != "row" {
					t.Errorf("recovered %v, want the panic of row %d", v, i)
				}
			}
		}
		allFree(t)
	})
}
