package plan

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// TestSource: the map is copied only where a window sees beyond it, or leaves out entries.
func TestSource(t *testing.T) {
	window := func(out, stride, before int) *ir.Window {
		return &ir.Window{In: [3]int{2, 8, 8}, Out: [3]int{4, out, out}, Kernel: [2]int{3, 3}, Stride: [2]int{stride, stride},
			Before: [2]int{before, before}, Dilation: [2]int{1, 1}, Groups: 1}
	}
	for _, test := range []struct {
		window *ir.Window
		want   string
	}{
		{window(6, 1, 0), "where it lies"},
		{window(7, 1, 0), "with zeros around it"}, // only below and to the right
		{window(8, 1, 1), "with zeros around it"},
		{window(3, 2, 0), "phase of the stride"},
	} {
		if got := columnsOf(test.window); !strings.Contains(got, test.want) || !strings.HasPrefix(got, "a product of 4 × 18 weights") {
			t.Errorf("%v: %s", test.window, got)
		}
	}
}
