package randspec

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/op"
)

// maxMap is how many numbers a map has at most.
const maxMap = 400

// aMap draws a node that a window can slide over, or nil.
func (g *network) aMap() *node {
	var maps []*node
	for _, n := range g.nodes {
		if r := len(n.dims); r == 2 || r == 3 {
			maps = append(maps, n)
		}
	}
	if len(maps) == 0 {
		return nil
	}
	return maps[max(g.IntN(len(maps)), g.IntN(len(maps)))] // deep rather than wide
}

// window draws a layer that slides over a map, or one that goes with such layers.
func (g *network) window() {
	if x := g.aMap(); x != nil {
		kinds := []func(*node){g.convolution, g.convolution, g.transposed, g.pool, g.pool, g.global, g.groupNorm, g.upsample, g.pad}
		pick(g.draw, kinds)(x)
	}
}

// kind is the name of a kind for maps of the rank of a node: conv2d.
func kind(name string, x *node) string { return fmt.Sprintf("%s%dd", name, len(x.dims)-1) }

// attr writes sizes, as one number where they are equal, and leaves them out now and then where they are what they are anyway.
func (g *network) attr(name string, sizes []int, usual int) string {
	equal := !slices.ContainsFunc(sizes, func(n int) bool { return n != sizes[0] })
	switch {
	case equal && sizes[0] == usual && g.chance(0.7):
		return ""
	case equal && g.chance(0.7):
		return fmt.Sprintf(", %s: %d", name, sizes[0])
	}
	return fmt.Sprintf(", %s: %s", name, list(sizes))
}

// sides draws a padding of less than most for each dimension, and writes it.
func (g *network) sides(most []int) (total []int, text string) {
	total = make([]int, len(most))
	pairs := make([]string, len(most))
	for d, m := range most {
		before, after := g.IntN(min(3, m)), g.IntN(min(3, m))
		total[d], pairs[d] = before+after, fmt.Sprintf("[%d,%d]", before, after)
	}
	switch g.IntN(3) {
	case 0:
		return make([]int, len(most)), pick(g.draw, []string{"", "", ", padding: valid", ", padding: 0"})
	case 1:
		one := g.IntN(min(3, slices.Min(most)))
		for d := range total {
			total[d] = 2 * one
		}
		return total, fmt.Sprintf(", padding: %d", one)
	}
	return total, ", padding: " + list(pairs)
}

// sizes draws a number for each dimension of a map.
func (g *network) sizes(x *node, most int) (sizes []int) {
	for range x.dims[1:] {
		sizes = append(sizes, 1+g.IntN(most))
	}
	return sizes
}

// divisor draws a number that divides both.
func (g *network) divisor(a, b int) int {
	all := []int{}
	for n := 1; n <= min(a, b); n++ {
		if a%n == 0 && b%n == 0 {
			all = append(all, n)
		}
	}
	return pick(g.draw, all)
}

func (g *network) convolution(x *node) {
	kernel, stride, dilation := g.sizes(x, 4), g.sizes(x, 3), g.sizes(x, 2)
	channels := pick(g.draw, []int{1 + g.IntN(9), x.dims[0]})
	groups := g.divisor(x.dims[0], channels)
	total, padding := g.sides(slices.Repeat([]int{3}, len(kernel)))
	dims := []int{channels}
	for d, k := range kernel {
		room := x.dims[1+d] + total[d] - (k-1)*dilation[d] - 1
		if room < 0 {
			return
		}
		dims = append(dims, room/stride[d]+1)
	}
	if g.chance(0.15) {
		padding = ", padding: same"
		for d := range kernel {
			dims[1+d] = (x.dims[1+d] + stride[d] - 1) / stride[d]
		}
	}
	if op.Size(dims) > maxMap {
		return
	}
	g.add(dims, []*node{x}, "kind: %s, channels: %d%s%s%s%s%s%s%s%s", kind("conv", x), channels, g.attr("kernel", kernel, 0), g.attr("stride", stride, 1), padding,
		g.attr("dilation", dilation, 1), fmt.Sprintf(", groups: %d", groups), g.bias(), g.activation(0.7), g.init(0.3))
}

func (g *network) bias() string {
	return pick(g.draw, []string{"", "", ", bias: true", ", bias: false"})
}

func (g *network) transposed(x *node) {
	kernel, stride, dilation, more := g.sizes(x, 3), g.sizes(x, 3), g.sizes(x, 2), g.sizes(x, 2)
	channels := 1 + g.IntN(6)
	groups := g.divisor(x.dims[0], channels)
	total, padding := g.sides(slices.Repeat([]int{2}, len(kernel)))
	dims := []int{channels}
	for d, k := range kernel {
		more[d] = min(more[d]-1, max(stride[d], dilation[d])-1)
		dims = append(dims, (x.dims[1+d]-1)*stride[d]+(k-1)*dilation[d]+1-total[d]+more[d])
	}
	if slices.Min(dims) < 1 || op.Size(dims) > maxMap {
		return
	}
	g.add(dims, []*node{x}, "kind: %s, channels: %d%s%s%s%s%s%s%s%s%s", kind("conv_transpose", x), channels, g.attr("kernel", kernel, 0), g.attr("stride", stride, 1), padding,
		g.attr("output_padding", more, 0), g.attr("dilation", dilation, 1), fmt.Sprintf(", groups: %d", groups), g.bias(), g.activation(0.7), g.init(0.3))
}

func (g *network) pool(x *node) {
	size := g.sizes(x, 3)
	stride := slices.Clone(size)
	text := ""
	if g.chance(0.5) {
		stride = g.sizes(x, 3)
		text = fmt.Sprintf(", stride: %s", list(stride))
	}
	total, padding := g.sides(size)
	dims := x.dims[:1:1]
	for d, k := range size {
		room := x.dims[1+d] + total[d] - k
		if room < 0 {
			return
		}
		dims = append(dims, room/stride[d]+1)
	}
	name, more := "max_pool", ""
	if g.chance(0.5) {
		name, more = "avg_pool", pick(g.draw, []string{"", ", count_include_pad: true", ", count_include_pad: false"})
	}
	g.add(dims, []*node{x}, "kind: %s%s%s%s%s%s", kind(name, x), g.attr("size", size, 0), text, padding, more, g.activation(0.1))
}

func (g *network) global(x *node) {
	g.add(x.dims[:1], []*node{x}, "kind: %s", pick(g.draw, []string{"global_avg_pool", "global_max_pool"}))
}

func (g *network) groupNorm(x *node) {
	if x.input {
		return
	}
	epsilon := pick(g.draw, []string{"", ", epsilon: 1e-3"})
	g.add(x.dims, []*node{x}, "kind: group_norm, groups: %d%s%s", g.divisor(x.dims[0], x.dims[0]), epsilon, g.activation(0.2))
}

func (g *network) upsample(x *node) {
	factor, dims := g.sizes(x, 3), slices.Clone(x.dims)
	for d, f := range factor {
		dims[1+d] *= f
	}
	if op.Size(dims) <= maxMap {
		modes := []string{"", ", mode: nearest", ", mode: linear", ", mode: linear, align_corners: true"}
		if len(factor) == 2 {
			modes = []string{"", ", mode: bilinear", ", mode: bilinear, align_corners: true"}
		}
		g.add(dims, []*node{x}, "kind: upsample%s%s", g.attr("scale_factor", factor, 0), pick(g.draw, modes))
	}
}

func (g *network) pad(x *node) {
	total, text := g.sides(slices.Repeat([]int{3}, len(x.dims)-1))
	dims := slices.Clone(x.dims)
	for d, n := range total {
		dims[1+d] += n
	}
	if text != "" && op.Size(dims) <= maxMap {
		g.add(dims, []*node{x}, "kind: pad%s", text)
	}
}
