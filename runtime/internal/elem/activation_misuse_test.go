package elem

import (
	"strings"
	"testing"
)

// TestActivationMisuse holds that no activation computes with slices of unequal length.
func TestActivationMisuse(t *testing.T) {
	for _, a := range activations {
		mustPanic(t, a.name, func() { a.run(make([]float32, 3), make([]float32, 2)) })
	}
	for _, g := range gradients {
		mustPanic(t, g.name, func() { g.run(make([]float32, 2), make([]float32, 3)) })
	}
	for _, p := range pairs {
		mustPanic(t, p.name, func() { p.run(make([]float64, 2), make([]float64, 3)) })
	}
}

// mustPanic fails unless call says that the lengths given to the kernel do not fit.
func mustPanic(t *testing.T, kernel string, call func()) {
	t.Helper()
	defer func() {
		if said, _ := recover().(string); !strings.Contains(said, kernel+" was called with lengths that do not fit") {
			t.Errorf("%s: panic %q", kernel, said)
		}
	}()
	call()
}
