package nn

import (
	"testing"
	"unsafe"
)

// TestBlank holds that what Blank returns is as large as it must be and zero: the next one is not what was written into the one before.
func TestBlank(t *testing.T) {
	type model struct {
		w      [37]float32
		b      [3]float64
		shared bool
	}
	for range 8 {
		m := Blank[model]()
		if *m != (model{}) {
			t.Fatal("a new model is not zero")
		}
		if uintptr(unsafe.Pointer(m))%unsafe.Alignof(*m) > 0 {
			t.Error("a model begins where none may")
		}
		for k := range m.w {
			m.w[k] = 1
		}
		m.b, m.shared = [3]float64{1, 1, 1}, true
	}
}
