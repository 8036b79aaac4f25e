package plan

import (
	"strings"

	"github.com/nngen/nngen/internal/ir"
)

// flatMaps gives convolutions that AVX-512 computes by masks, of one example, the names of the functions that do nothing else there, so that
// programs need not be linked with the kernels for other windows.
func flatMaps(p *ir.Program, calls []*ir.Call) {
	if p.ElementSize != 4 {
		return
	}
	for _, c := range calls {
		if ir.Is[*ir.Conv](c.First()) && isFlat(c.Window()) {
			c.Kernel = strings.Replace(c.Kernel, "conv", "convFlat", 1)
		}
	}
}

// isFlat reports whether no other kernels are quicker for a window: those that compute channels side by side, or those for windows that lie
// one after the other in the map, from the first row to the last.
func isFlat(w *ir.Window) bool {
	return w.Last == [2]bool{} && !w.ByTap && !w.Channelwise() && !inOneRow(w)
}

// inOneRow reports whether windows lie one entry after the other in a map without anything around it, and rows of them, too.
func inOneRow(w *ir.Window) bool {
	for d := range 2 {
		if w.Stride[d] != 1 || w.Before[d] != 0 || w.Out[1+d]+(w.Kernel[d]-1)*w.Dilation[d] > w.In[1+d] {
			return false
		}
	}
	return w.Out[1] == 1 || w.Out[2] == w.In[2]
}
