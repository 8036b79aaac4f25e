// Package thorough says how much tests try. go test ./... tries what most changes could break, in a few minutes; with
// NNGEN_TESTS=all in the environment, as in CI, it tries everything.
package thorough

import (
	"os"
	"testing"
)

// All reports whether tests try everything.
func All() bool { return os.Getenv("NNGEN_TESTS") == "all" }

// Only skips a test that runs when everything is tried.
func Only(t testing.TB) {
	t.Helper()
	if !All() {
		t.Skip("runs with NNGEN_TESTS=all")
	}
}

// Some returns n entries of a list, spread evenly with the first and the last among them, or all if everything is tried.
func Some[T any](list []T, n int) []T {
	if All() || n >= len(list) {
		return list
	}
	some := make([]T, n)
	for i := range some {
		some[i] = list[i*(len(list)-1)/max(n-1, 1)]
	}
	return some
}
