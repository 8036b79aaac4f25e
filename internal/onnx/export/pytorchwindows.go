package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/spec"
)

// sliding is a layer that slides over a map, or "" for another.
func (p *python) sliding(l *spec.Layer, x string) string {
	rank := len(l.Ins[0]) - 1
	name := fmt.Sprintf("self.layer%d", l.Index)
	switch l.Kind.Name {
	case "conv1d", "conv2d":
		x, padding := padded(l, x, "")
		p.initf("%s = nn.Conv%dd(%d, %d, %s, stride=%s, padding=%s, dilation=%s, groups=%d, bias=%s)", name, rank, l.Ins[0][0], l.Out[0],
			tuple(whole(l, "kernel")), tuple(whole(l, "stride")), padding, tuple(whole(l, "dilation")), int(l.Args["groups"]), truth(l, "bias"))
		return fmt.Sprintf("%s(%s)", name, x)
	case "conv_transpose1d", "conv_transpose2d":
		return p.transposed(l, x, name, rank)
	case "max_pool1d", "max_pool2d":
		x, padding := padded(l, x, `, value=float("-inf")`)
		return fmt.Sprintf("F.max_pool%dd(%s, %s, stride=%s, padding=%s)", rank, x, tuple(whole(l, "size")), tuple(whole(l, "stride")), padding)
	case "avg_pool1d", "avg_pool2d":
		return averagedPool(l, x, rank)
	case "global_avg_pool":
		return x + ".flatten(2).mean(2)"
	case "global_max_pool":
		return x + ".flatten(2).amax(2)"
	case "group_norm":
		p.initf("%s = nn.GroupNorm(%d, %d, eps=%g)", name, int(l.Args["groups"]), l.Out[0], l.Args["epsilon"])
		return fmt.Sprintf("%s(%s)", name, x)
	case "upsample":
		mode := l.Words["mode"]
		if mode == "" || mode == "nearest" {
			return fmt.Sprintf("F.interpolate(%s, scale_factor=%s)", x, tuple(whole(l, "scale_factor")))
		}
		return fmt.Sprintf("F.interpolate(%s, scale_factor=%s, mode=%q, align_corners=%s)", x, tuple(whole(l, "scale_factor")), mode, truth(l, "align_corners"))
	case "pad":
		return fmt.Sprintf("F.pad(%s, %s)", x, around(l))
	case "dropout2d":
		p.initf("self.dropout%d = nn.Dropout2d(%g)", l.Stream, l.Args["rate"])
		return fmt.Sprintf("self.dropout%d(%s)", l.Stream, x)
	}
	return ""
}

func truth(l *spec.Layer, name string) string {
	return map[bool]string{true: "True", false: "False"}[l.Args[name] == 1]
}

// padded is what a layer takes and its padding, which PyTorch wants equal on both sides; else it stands before.
func padded(l *spec.Layer, x, value string) (from, padding string) {
	list := pads(l)
	n := len(list) / 2
	if slices.Equal(list[:n], list[n:]) {
		return x, tuple(list[:n])
	}
	return fmt.Sprintf("F.pad(%s, %s%s)", x, around(l), value), "0"
}

// around is the padding of F.pad, that of the last axis first.
func around(l *spec.Layer) string {
	list := pads(l)
	n := len(list) / 2
	var out []int
	for d := n - 1; d >= 0; d-- {
		out = append(out, list[d], list[n+d])
	}
	return tuple(out)
}

// transposed cuts off what padding says afterwards where that differs on both sides.
func (p *python) transposed(l *spec.Layer, x, name string, rank int) string {
	list, more := pads(l), slices.Clone(whole(l, "output_padding"))
	padding, cut := list[:rank:rank], ""
	if !slices.Equal(padding, list[rank:]) {
		padding = make([]int, rank)
		for d := range rank {
			end := ""
			if less := list[rank+d] - more[d]; less > 0 {
				end, more[d] = fmt.Sprint(-less), 0
			} else {
				more[d] = -less
			}
			cut += fmt.Sprintf(", %d:%s", list[d], end)
		}
		cut = "[:, :" + cut + "]"
	}
	p.initf("%s = nn.ConvTranspose%dd(%d, %d, %s, stride=%s, padding=%s, output_padding=%s, groups=%d, bias=%s, dilation=%s)", name, rank, l.Ins[0][0], l.Out[0],
		tuple(whole(l, "kernel")), tuple(whole(l, "stride")), tuple(padding), tuple(more), int(l.Args["groups"]), truth(l, "bias"), tuple(whole(l, "dilation")))
	return fmt.Sprintf("%s(%s)%s", name, x, cut)
}

// averagedPool divides sums where the padding is not the same on both sides and does not count: by how many entries a window sees.
func averagedPool(l *spec.Layer, x string, rank int) string {
	from, padding := padded(l, x, "")
	call := fmt.Sprintf("F.avg_pool%dd(%%s, %s, stride=%s, padding=%s, count_include_pad=%s)", rank, tuple(whole(l, "size")), tuple(whole(l, "stride")), padding, truth(l, "count_include_pad"))
	mean := fmt.Sprintf(call, from)
	if from == x || l.Args["count_include_pad"] == 1 {
		return mean
	}
	return fmt.Sprintf("%s / %s", mean, fmt.Sprintf(call, strings.Replace(from, x, fmt.Sprintf("torch.ones_like(%s)", x), 1)))
}
