package main

import (
	"math"
	"slices"
	"testing"
)

// TestRatio takes the ratio within each round, against the fastest that was measured, and then the median.
func TestRatio(t *testing.T) {
	a, b, c := cell{"a", "w", infer1}, cell{"b", "w", infer1}, cell{"c", "w", infer1}
	m := &measurement{samples: map[cell][]float64{a: {10, 20, 90}, b: {10, 10, 30}, c: {40, 5, 100}}}
	for _, test := range []struct {
		others []cell
		want   float64
	}{
		{[]cell{b}, 2},    // of 1, 2, 3
		{[]cell{b, c}, 3}, // of 1, 4, 3
		{[]cell{b, {"missing", "w", infer1}}, 2},
	} {
		if got, measured := m.ratio(a, test.others...); !measured || got != test.want {
			t.Errorf("the ratio to %v is %v, not %v", test.others, got, test.want)
		}
	}
	if ratio, measured := m.ratio(a, cell{"missing", "w", infer1}); measured {
		t.Errorf("the ratio to what was not measured is %v", ratio)
	}
	if ratio, measured := m.ratio(cell{"missing", "w", infer1}, a); measured {
		t.Errorf("the ratio of what was not measured is %v", ratio)
	}
}

// TestMedian takes the middle, or the mean of the two in the middle.
func TestMedian(t *testing.T) {
	if got := median([]float64{9, 1, 2}); got != 2 {
		t.Errorf("the median is %v", got)
	}
	if got := median([]float64{4, 1, 100, 2}); got != 3 {
		t.Errorf("the median is %v", got)
	}
	if got := median(nil); !math.IsNaN(got) {
		t.Errorf("the median of nothing is %v", got)
	}
}

// TestGoals expects every goal to be of workloads and peers that there are.
func TestGoals(t *testing.T) {
	known := map[string]bool{}
	for _, p := range newBuilder("", "", "", nil).peers() {
		known[p.name] = true
	}
	for _, g := range goals {
		c, others := g.cells()
		for _, c := range append(others, c) {
			if _, err := chosen([]string{c.workload}); err != nil || !known[c.peer] {
				t.Errorf("%v is of %v", g, c)
			}
		}
	}
}

// TestDuration shows three digits and a unit.
func TestDuration(t *testing.T) {
	for ns, want := range map[float64]string{0.5: "0.5 ns", 43.04: "43 ns", 999.6: "1 µs", 12345: "12.3 µs", 2e6: "2 ms", 3e9: "3 s"} {
		if got := duration(ns); got != want {
			t.Errorf("%v ns are shown as %s", ns, got)
		}
	}
}

// TestFair: an environment does not slow a peer down.
func TestFair(t *testing.T) {
	got := fair([]string{"HOME=/", "OPENBLAS_CORETYPE=Haswell", "OPENBLAS_L2_SIZE=1024", "OPENBLAS_NUM_THREADS=1"})
	if want := []string{"HOME=/", "OPENBLAS_NUM_THREADS=1"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
