package vec

import "testing"

// TestRowFactors holds that entries have the factor of their row, wherever the block begins, and that nothing else is written.
func TestRowFactors(t *testing.T) {
	const scale = 1.0 / 3
	for _, units := range []int{1, 2, 3, 7, 40} {
		ws := make([]float32, 1+90/units)
		for i := range ws {
			ws[i] = float32(i%5) * 0.7
		}
		for from := range units + 2 {
			for n := 0; from+n <= len(ws)*units; n++ {
				y := make([]float32, n+1)
				y[n] = -1
				F32RowFactors(y[:n], ws, from, units, scale)
				for i, got := range y[:n] {
					if want := float32(scale * float64(ws[(from+i)/units])); got != want {
						t.Fatalf("entry %d of rows of %d has the factor %v, want %v", from+i, units, got, want)
					}
				}
				if y[n] != -1 {
					t.Fatal("an entry behind the block was written")
				}
			}
		}
	}
}

// TestRowFactorsRefuses: entries without a row are a mistake of the caller.
func TestRowFactorsRefuses(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a row without a weight was taken")
		}
	}()
	F32RowFactors(make([]float32, 5), make([]float32, 2), 2, 3, 1)
}
