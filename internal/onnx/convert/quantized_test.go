package convert

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/onnx/lower"
	"github.com/nngen/nngen/internal/onnx/modeltest"
)

const quantizedModels = "../testdata/quantized"

// lastStep is the step of what quantizes an output last, 0 where nothing does.
func lastStep(h *lower.Head) float64 {
	l := h.From
	if l.Kind != "scale" || l.From[0].Kind != "quantize" {
		return 0
	}
	for _, a := range l.Attrs {
		if a.Key == "factor" {
			return a.Value.([]float64)[0]
		}
	}
	return 1
}

// TestQuantized imports quantized networks, rounding as they do and not at all. Their weights are the integers of the files, and
// their outputs those of ONNX Runtime.
func TestQuantized(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles packages")
	}
	paths, _ := filepath.Glob(quantizedModels + "/*.onnx")
	if len(paths) < 4 {
		t.Fatalf("there are %d models", len(paths))
	}
	var claims []Claim
	var files []string
	for _, path := range paths {
		for _, smooth := range []bool{false, true} {
			m, err := Import(path, Options{Name: "model", Dequantize: smooth})
			switch dynamic := strings.Contains(path, "dynamic"); {
			case dynamic && !smooth:
				if err == nil || !strings.Contains(err.Error(), "DynamicQuantizeLinear") || !strings.Contains(err.Error(), "--dequantize") {
					t.Errorf("%s: %v", path, err)
				}
				continue
			case err != nil:
				t.Errorf("%s: %v", path, err)
				continue
			}
			if !smooth {
				m.holdsWhole(t, path)
			}
			claims, files = append(claims, m.Claim()), append(files, path)
		}
	}
	proofs, err := Prove(t.Context(), claims...)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range proofs {
		m, name := claims[i].Model, filepath.Base(files[i])
		rounds := claims[i].rounds()
		t.Logf("%s: %+v %+v", name, p, p.Rounding)
		if err := p.Err(); err != nil || rounds != (p.Rounding != nil) || rounds == (p.Rounded != nil) || !rounds && *p.Rounded > 0.05 {
			t.Errorf("%s: %+v: %v", name, p, err)
		}
		ref, err := modeltest.Ref(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if rounds {
			m.holds(t, name, m.oracle(m.rowsOf(t, ref.Inputs)), ref)
		}
	}
}

// holdsWhole reports weights behind a rounding that are not whole numbers.
func (m *Model) holdsWhole(t *testing.T, path string) {
	t.Helper()
	found := 0
	for _, l := range m.Net.Layers {
		if len(l.Params) == 0 {
			continue
		}
		found++
		for _, x := range l.Params[0].Data {
			if x != math.Round(x) || math.Abs(x) > 255 {
				t.Errorf("%s: a weight of a %s is %g", path, l.Kind, x)
				break
			}
		}
	}
	if found == 0 {
		t.Errorf("%s: no layer has weights", path)
	}
}
