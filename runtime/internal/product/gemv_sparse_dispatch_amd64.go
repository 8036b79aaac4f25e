//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// All is apart from gemvT's, so that a program links only the kernels that it calls.

// sparseRows is how many rows of a W that the second cache cannot hold are looked at for one panel: the assembly looks
// at so many at a time.
const sparseRows = 64

// F32GemvTSparseUnpacked is F32GemvTUnpacked for an x of which many entries are 0.
//
//go:noinline
func F32GemvTSparseUnpacked(y, w, b, x *float32, ny, nw, nb, nx, ld int, floor float32) {
	n := ny
	if !fitT(ny, nw, nb, nx, ld) {
		if mat.HasPanels(nw, nx, ny, ld) {
			f32GemvTSparseInPanels(y, w, b, x, ny, nb, nx, ld, floor)
			return
		}
		n = sideBySide(ny, nw, nb, nx, ld)
	}
	switch {
	case cpu.Level == cpu.AVX512 && uint(n-1) < 16*gemvVectors && !inHalves(n, 8*gemvVectors+1):
		f32GemvTSparseAVX512(y, w, b, x, n, nx, ld, floor)
	case cpu.Level >= cpu.AVX2 && uint(n-1) < 8*gemvVectors:
		f32GemvTSparseAVX2(y, w, b, x, n, nx, ld, floor)
	default:
		f32GemvTSparseWide(unsafe.Slice(y, n), unsafe.Slice(w, nw), unsafe.Slice(b, n), unsafe.Slice(x, nx), ld, floor)
	}
	if n < ny {
		f32GemvNTail(y, w, b, x, ny, nx, ld, floor)
	}
}

// F64GemvTSparseUnpacked is F64GemvTUnpacked: skipping zeros has assembly for float32 alone.
//
//go:noinline
func F64GemvTSparseUnpacked(y, w, b, x *float64, ny, nw, nb, nx, ld int, floor float64) {
	F64GemvTUnpacked(y, w, b, x, ny, nw, nb, nx, ld, floor)
}

func f32GemvTSparseWide(y, w, b, x []float32, ld int, floor float32) {
	if cpu.Level == cpu.Go {
		gemvTSparse(y, w, b, x, ld, floor)
		return
	}
	if len(x)*ld >= manyWeights {
		for ; len(x) > sparseRows; w, b, x = w[sparseRows*ld:], y, x[sparseRows:] {
			f32GemvTSparsePanels(y, w, b, x[:sparseRows], ld, mat.Unbounded[float32]())
		}
	}
	f32GemvTSparsePanels(y, w, b, x, ld, floor)
}

func f32GemvTSparsePanels(y, w, b, x []float32, ld int, floor float32) {
	lanes := 8 << (cpu.Level - cpu.AVX2)
	for len(y) > 0 {
		n := share(len(y), lanes, gemvVectors)
		if cpu.Level == cpu.AVX512 {
			f32GemvTSparseAVX512(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		} else {
			f32GemvTSparseAVX2(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		}
		y, b, w = y[n:], b[n:], from(w, n)
	}
}

// f32GemvTSparseInPanels is F32GemvTSparseUnpacked of weights in panels.
func f32GemvTSparseInPanels(y, w, b, x *float32, ny, nb, nx, ld int, floor float32) {
	mat.MustFit(nb == ny, "gemvT")
	for o := f32GemvTSparsePanelsAhead(y, w, b, x, ny, nx, ld, floor); o < ny; o += ld {
		n := min(ld, ny-o)
		F32GemvTSparseUnpacked(beyond(y, o), beyond(w, o*nx), beyond(b, o), x, n, ld*nx, n, nx, ld, floor)
	}
}

// f32GemvTSparsePanelsAhead is f32GemvTPanelsAhead without the rows that meet a 0.
func f32GemvTSparsePanelsAhead(y, w, b, x *float32, ny, nx, ld int, floor float32) (done int) {
	for n := 8 * gemvVectors * cpu.Level; cpu.Level > cpu.Go && ld == panelUnits && done+n <= ny; done += n {
		if cpu.Level == cpu.AVX512 {
			f32GemvTSparsePanelsAVX512(beyond(y, done), beyond(w, done*nx), beyond(b, done), x, nx, ld*nx, floor)
		} else {
			f32GemvTSparsePanelsAVX2(beyond(y, done), beyond(w, done*nx), beyond(b, done), x, nx, ld*nx, floor)
		}
	}
	return done
}
