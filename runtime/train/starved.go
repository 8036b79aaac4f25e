package train

import (
	"fmt"
	"slices"
	"strconv"
)

// starvedBelow is the share of the last layer's gradient below which the first hardly learns.
const starvedBelow = 1e-3

// troubles are what the last look shows, the most serious first. Grave are only those with which nothing can be learned any more.
func (s *session[E]) troubles(rows []int, grave bool) (list []notice) {
	if !s.gauges.on {
		return nil
	}
	for i := range s.job.Layers {
		least := (s.job.Layers[i].Units + 1) / 2
		if grave {
			least = s.job.Layers[i].Units
		}
		if s.gauges.last[i].Dead >= least {
			list = append(list, s.dead(i, least, rows)...)
		}
	}
	flat := saturated(s.job.Layers, s.gauges.last)
	switch {
	case len(flat) == 0:
		list = append(list, starved(s.job.Layers, s.gauges.last, s.gauges.epoch)...)
	case !grave:
		list = append(list, flat...) // which is why little gradient comes through
	}
	return slices.DeleteFunc(list, func(n notice) bool { return slices.Contains(s.gauges.told, n.code) })
}

// tellGrave reports at once what it makes no sense to wait for.
func (s *session[E]) tellGrave(rows []int) {
	for _, n := range s.troubles(rows, true) {
		s.gauges.told = append(s.gauges.told, n.code)
		s.tell([]notice{n})
	}
}

// dead names the units of a relu layer that answer 0 for every row, if there are as many as that.
func (s *session[E]) dead(layer, least int, rows []int) []notice {
	l := &s.job.Layers[layer]
	looked := spreadOver(rows, deadSample)
	n, known := s.deadFor(layer, least, looked)
	if n < least || known == 0 {
		return nil
	}
	which := "every row"
	if known < len(rows) {
		which = fmt.Sprintf("each of %d rows", known)
	}
	return []notice{{CodeDead, fmt.Sprintf("%d of %d units of layer %d are dead for %s: their sums are never above 0, where relu answers 0 and its slope is 0, so that they learn no more; "+
		"try leaky_relu or a smaller learning rate", n, l.Units, l.Number, which)}}
}

// starved recognizes a first layer that hardly any gradient reaches, in each chain of layers.
func starved(layers []Layer, seen []Gauge, epoch int) (list []notice) {
	for last := range layers {
		if slices.ContainsFunc(layers, func(l Layer) bool { return l.Source == last }) {
			continue
		}
		first, steps, gentle := last, 0, ""
		for layers[first].Source >= 0 {
			first = layers[first].Source
			steps++
			if l := &layers[first]; l.Saturates && l.Slope < 1 {
				gentle = fmt.Sprintf("%s's slope is at most %.3g", l.Activation, l.Slope)
			}
		}
		share := seen[first].Gradient / seen[last].Gradient
		if steps == 0 || !(share > 0 && share < starvedBelow) {
			continue
		}
		why := gentle + ", and the slopes of all layers between are multiplied; try relu"
		if gentle == "" {
			why = "weights and slopes of all layers between are multiplied, and they are small; try init: he_normal with relu, or fewer layers"
		}
		list = append(list, notice{CodeStarved, fmt.Sprintf("after epoch %d layer %d receives 1/%s of the gradient of layer %d: %s", epoch, layers[first].Number, grouped(1/share), layers[last].Number, why)})
	}
	return list
}

// saturated recognizes layers of which most units stand where their activation is flat.
func saturated(layers []Layer, seen []Gauge) (list []notice) {
	for i, g := range seen {
		if 2*g.Saturated >= g.Units && g.Saturated > 0 {
			list = append(list, notice{CodeSaturated, fmt.Sprintf("%d of %d units of layer %d are saturated for nearly every row: %s is flat there, its slope less than a twentieth of its largest, and little gradient comes through; "+
				"try normalize: standard, a smaller learning rate, or relu", g.Saturated, g.Units, g.Layer, layers[i].Activation)})
		}
	}
	return list
}

// grouped is a number in two digits and zeros, its thousands apart: 4,100.
func grouped(v float64) string {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64)
	text := strconv.FormatFloat(rounded, 'f', 0, 64)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
