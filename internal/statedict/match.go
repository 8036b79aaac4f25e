package statedict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/spec"
)

// Match says where the tensors of a spec come from.
type Match struct {
	Pairs  []Pair
	Filled []string // tensors of the spec that the file has not: biases and offsets of 0, scales of 1, ranges of any number
	Extra  []string // tensors of the file that are not used
	Data   map[string][]float64
}

// Pair is a tensor of the spec and the one of the file that it is.
type Pair struct{ Tensor, From string }

// module is a group of tensors of the file that belong together: those before the last point of the name.
type module struct {
	name    string
	tensors map[string]*Tensor // by what comes after the point
}

// layer is a layer of the spec with parameters.
type layer struct {
	title string
	parts []part
}

type part struct {
	name string // layer1.weight
	last string // weight
	dims []int
}

// For finds the tensors of a spec among those of a file. Layers and modules are matched in order, by shape; where the
// order of two modules of the same shapes does not follow from numbers in their names, it is refused.
func For(s *spec.Spec, file []Tensor) (*Match, error) {
	m := &Match{Data: map[string][]float64{}}
	layers, modules := layersOf(s), modulesOf(file)
	chosen, err := choose(layers, modules)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	for i, l := range layers {
		for _, p := range l.parts {
			t := chosen[i].tensors[p.last]
			if t == nil {
				m.fill(p)
				continue
			}
			m.Data[p.name], used[t.Name] = t.Data, true
			m.Pairs = append(m.Pairs, Pair{p.name, t.Name})
		}
	}
	if err := m.others(s, file, used); err != nil {
		return nil, err
	}
	for _, t := range file {
		if !used[t.Name] {
			m.Extra = append(m.Extra, fmt.Sprintf("%s %v %s", t.Name, t.Shape, t.Type))
		}
	}
	return m, nil
}

// fill sets a bias that the file has not.
func (m *Match) fill(p part) {
	n := 1
	for _, d := range p.dims {
		n *= d
	}
	m.Data[p.name] = make([]float64, n)
	m.Filled = append(m.Filled, p.name)
}

// others takes what belongs to no layer by its name. Offsets that are missing are 0, scales 1, and ranges without end.
func (m *Match) others(s *spec.Spec, file []Tensor, used map[string]bool) error {
	untrained := map[string]float64{"offset": 0, "scale": 1, "low": -s.Precision.Largest(), "high": s.Precision.Largest(), "threshold": 0.5}
	for _, p := range append(s.Tensors(), s.NormTensors()...) {
		start, known := untrained[p.Name[strings.LastIndexByte(p.Name, '.')+1:]]
		if _, done := m.Data[p.Name]; done {
			continue
		}
		i := slices.IndexFunc(file, func(t Tensor) bool { return t.Name == p.Name && slices.Equal(t.Shape, p.Dims) && t.Data != nil })
		switch {
		case i >= 0:
			m.Data[p.Name], used[p.Name] = file[i].Data, true
			m.Pairs = append(m.Pairs, Pair{p.Name, p.Name})
		case known:
			m.fill(part{p.Name, "", p.Dims})
			for k := range m.Data[p.Name] {
				m.Data[p.Name][k] = start
			}
		default:
			return fmt.Errorf("the file has no %s %v, which the inputs of the spec need: call it so in the file", p.Name, p.Dims)
		}
	}
	return nil
}

func layersOf(s *spec.Spec) (list []layer) {
	for i := range s.Layers {
		l := &s.Layers[i]
		var parts []part
		for _, p := range l.Saved() {
			parts = append(parts, part{l.Tensor(&p), p.Name, p.Dims})
		}
		if len(parts) > 0 {
			list = append(list, layer{fmt.Sprintf("layer %d (%s)", l.Index, l.Kind.Name), parts})
		}
	}
	return list
}

func modulesOf(file []Tensor) (list []module) {
	for i := range file {
		t := &file[i]
		if t.Data == nil {
			continue
		}
		name, last := "", t.Name
		if at := strings.LastIndexByte(t.Name, '.'); at >= 0 {
			name, last = t.Name[:at], t.Name[at+1:]
		}
		k := slices.IndexFunc(list, func(m module) bool { return m.name == name })
		if k < 0 {
			k = len(list)
			list = append(list, module{name, map[string]*Tensor{}})
		}
		list[k].tensors[last] = t
	}
	slices.SortStableFunc(list, func(a, b module) int { return natural(a.name, b.name) })
	return list
}

// fits reports whether a module has the tensors of a layer. A bias may be missing.
func (m *module) fits(l layer) bool {
	for _, p := range l.parts {
		t := m.tensors[p.last]
		if t == nil && p.last != "bias" || t != nil && !slices.Equal(t.Shape, p.dims) {
			return false
		}
	}
	for last := range m.tensors { // one with more numbers is something else
		if !slices.ContainsFunc(l.parts, func(p part) bool { return p.last == last }) {
			return false
		}
	}
	return true
}

// choose gives each layer a module.
func choose(layers []layer, modules []module) ([]module, error) {
	chosen := make([]module, len(layers))
	groups := map[string][]int{} // layers that the same modules fit
	for i, l := range layers {
		var fitting []string
		for _, m := range modules {
			if m.fits(l) {
				fitting = append(fitting, m.name)
			}
		}
		if len(fitting) == 0 {
			return nil, fmt.Errorf("no tensors of the file fit %s, which has %s; the file has %s", l.title, l.parts, names(modules))
		}
		key := strings.Join(fitting, "\x00")
		groups[key] = append(groups[key], i)
	}
	for key, members := range groups {
		fitting := strings.Split(key, "\x00")
		if len(fitting) != len(members) {
			return nil, fmt.Errorf("%s and %s do not fit one by one: %s have the same shapes. Leave out of the file what is not of this network, or rename its tensors to layer1.weight and so on",
				words.Count(len(members), "layer"), words.Count(len(fitting), "module"), strings.Join(fitting, ", "))
		}
		if err := ordered(fitting, layers, members); err != nil {
			return nil, err
		}
		for k, i := range members {
			at := slices.IndexFunc(modules, func(m module) bool { return m.name == fitting[k] })
			chosen[i] = modules[at]
		}
	}
	return chosen, nil
}

// ordered refuses modules whose order does not follow from numbers in their names alone.
func ordered(names []string, layers []layer, members []int) error {
	for _, n := range names[1:] {
		if withoutDigits(n) != withoutDigits(names[0]) {
			return fmt.Errorf("%s and %s have the same shapes, and their names do not say which of them is %s: rename the tensors of the file to layer1.weight and so on",
				names[0], n, layers[members[0]].title)
		}
	}
	return nil
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
}

// String shows a tensor that is needed.
func (p part) String() string { return fmt.Sprintf("%s %v", p.last, p.dims) }

func names(modules []module) string {
	var list []string
	for _, m := range modules {
		for _, last := range []string{"weight", "bias"} {
			if t := m.tensors[last]; t != nil {
				list = append(list, fmt.Sprintf("%s %v", t.Name, t.Shape))
			}
		}
		if len(list) > 12 {
			return strings.Join(list, ", ") + " and more"
		}
	}
	return strings.Join(list, ", ")
}
