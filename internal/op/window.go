package op

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/ir"
)

// What slides over a map: a map of rank 1 is a signal, (channels, length), one of rank 2 an image, (channels, rows, columns).
// Sizes are a number for all dimensions, or a list with one for each.

// maxExtent is the most of a size of a window.
const maxExtent = 4096

// The ranges of sizes.
var (
	extents  = Range{Min: 1, Max: maxExtent, Kind: Lengths}
	channels = Range{Min: 1, Max: 65_536, Kind: Integer}
	margins  = Range{Min: 0, Max: maxExtent, Kind: Padding}
)

// Padding that follows from the other sizes, in the place of numbers.
const paddingSame = -1

// PaddingWords are the words that padding may be, and the numbers that stand for them.
var PaddingWords = map[string]float64{"same": paddingSame, "valid": 0}

func paddingAttr(doc string) Attr { return Attr{Name: "padding", Doc: doc, Range: margins} }

// sliding finds how a window slides over what the layer takes. The result has as many channels as the map, and Groups is 1.
func (l *Layer) sliding(rank int, kernel string) (*ir.Window, *Misfit) {
	w, m := l.window(rank, kernel)
	if m != nil {
		return nil, m
	}
	sides, m := l.sides(w, rank)
	if m != nil {
		return nil, m
	}
	for d := range 2 {
		w.Before[d] = sides[d][0]
		w.Out[1+d] = (w.In[1+d]+sides[d][0]+sides[d][1]-span(w, d))/w.Stride[d] + 1
		if w.In[1+d]+sides[d][0]+sides[d][1] < span(w, d) {
			return nil, l.tooLarge(w, rank, kernel, sides)
		}
	}
	return w, nil
}

// window reads the sizes of a window.
func (l *Layer) window(rank int, kernel string) (*ir.Window, *Misfit) {
	in := l.Ins[0]
	if len(in) != rank+1 {
		want := map[int]string{1: "a signal, (channels, length)", 2: "a map, (channels, rows, columns)"}[rank]
		return nil, misfit("%s takes %s, not %s", l.Kind.Name, want, Dims(in)).of(0).hint("bring it to %d dimensions with {kind: reshape, shape: […]}.", rank+1)
	}
	w := &ir.Window{In: asMap(in), Groups: 1}
	w.Out[0] = w.In[0]
	var m *Misfit
	if w.Kernel, m = l.extents(kernel, rank, [2]int{1, 1}); m != nil {
		return nil, m
	}
	usual := [2]int{1, 1}
	if kernel == "size" {
		usual = w.Kernel
	}
	if w.Stride, m = l.extents("stride", rank, usual); m != nil {
		return nil, m
	}
	w.Dilation, m = l.extents("dilation", rank, [2]int{1, 1})
	return w, m
}

// asMap is a shape as channels, rows and columns; a signal has one row.
func asMap(dims []int) [3]int {
	if len(dims) == 2 {
		return [3]int{dims[0], 1, dims[1]}
	}
	return [3]int(dims)
}

// shapeOf is the inverse of asMap.
func shapeOf(m [3]int, rank int) []int { return append([]int{m[0]}, m[3-rank:]...) }

// extents reads sizes in rows and columns, and keeps them with one for each dimension. A signal has one row.
func (l *Layer) extents(name string, rank int, usual [2]int) ([2]int, *Misfit) {
	list := l.ints(name)
	switch len(list) {
	case 0:
		list = usual[2-rank:]
	case 1:
		list = slices.Repeat(list, rank)
	case rank:
	default:
		return usual, misfit("%s: %s has %d numbers, but there are %d dimensions besides the channels", l.Kind.Name, name, len(list), rank).at(name).of(0).
			hint("write one number for all dimensions, or one for each.")
	}
	l.keep(name, list)
	sizes := [2]int{1, 1}
	copy(sizes[2-rank:], list)
	return sizes, nil
}

// keep sets an attribute to what it means, however it was written.
func (l *Layer) keep(name string, list []int) {
	if l.Lists == nil {
		l.Lists = map[string][]float64{}
	}
	l.Lists[name] = nil
	for _, v := range list {
		l.Lists[name] = append(l.Lists[name], float64(v))
	}
}

// sides reads the padding before and after, in rows and columns.
func (l *Layer) sides(w *ir.Window, rank int) (sides [2][2]int, m *Misfit) {
	list := l.ints("padding")
	switch {
	case len(list) == 1 && list[0] == paddingSame:
		list = nil
		for d := 2 - rank; d < 2; d++ {
			windows := (w.In[1+d] + w.Stride[d] - 1) / w.Stride[d]
			total := max(0, (windows-1)*w.Stride[d]+span(w, d)-w.In[1+d])
			list = append(list, total/2, total-total/2)
		}
	case len(list) == 0:
		list = make([]int, 2*rank)
	case len(list) == 1:
		list = slices.Repeat(list, 2*rank)
	case len(list) != 2*rank:
		return sides, misfit("%s: padding is given for %d dimensions, but there are %d besides the channels", l.Kind.Name, len(list)/2, rank).at("padding").of(0).
			hint("write a number for all sides, a list with one for each dimension, or pairs [before, after].")
	}
	l.keep("padding", list)
	for d := range rank {
		sides[2-rank+d] = [2]int(list[2*d : 2*d+2])
	}
	return sides, nil
}

// span is how many entries of a dimension a window covers.
func span(w *ir.Window, d int) int { return (w.Kernel[d]-1)*w.Dilation[d] + 1 }

// tooLarge says that no window fits.
func (l *Layer) tooLarge(w *ir.Window, rank int, kernel string, sides [2][2]int) *Misfit {
	what := map[int]string{1: "a signal", 2: "a map"}[rank]
	text := fmt.Sprintf("%s: %s %s", l.Kind.Name, kernel, by(w.Kernel[2-rank:], true))
	if w.Dilation != [2]int{1, 1} {
		text += fmt.Sprintf(" with dilation %s", by(w.Dilation[2-rank:], true))
	}
	text += fmt.Sprintf(" does not fit %s of %s", what, by(w.In[3-rank:], false))
	padded := w.In
	for d := range 2 {
		padded[1+d] += sides[d][0] + sides[d][1]
	}
	if padded != w.In {
		text += ", padded to " + by(padded[3-rank:], false)
	}
	return misfit("%s", text).at(kernel).of(0).hint("use a smaller %s or more padding.", kernel)
}

// by writes sizes as 3 × 5, or where they may be short equal ones as a single number.
func by(sizes []int, short bool) string {
	if short && len(sizes) == 2 && sizes[0] == sizes[1] {
		sizes = sizes[:1]
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(sizes), " ", " × "), "[]")
}
