package thorough

import (
	"slices"
	"testing"
)

func TestSome(t *testing.T) {
	t.Setenv("NNGEN_TESTS", "")
	for n, want := range [][]int{{}, {1}, {1, 5}, {1, 3, 5}, {1, 2, 3, 5}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}} {
		if got := Some([]int{1, 2, 3, 4, 5}, n); !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", n, got, want)
		}
	}
	t.Setenv("NNGEN_TESTS", "all")
	if got := Some([]int{1, 2, 3}, 1); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("all: %v", got)
	}
}
