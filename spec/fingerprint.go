package spec

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
)

// Fingerprint is a hash of what weights are trained for: inputs, layers, outputs and normalization, but neither
// comments, units and descriptions nor how they were trained. It stands in weights files.
func (s *Spec) Fingerprint() string {
	h := sha256.New()
	fmt.Fprintf(h, "inputs %d normalize %s\n", s.NumInputs, s.Normalize)
	for _, in := range s.Inputs {
		fmt.Fprintf(h, "input %q %q\n", in.Go, in.Text)
	}
	for _, l := range s.Weighted() {
		fmt.Fprintf(h, "layer %s %d %s", l.Kind.Name, l.Units, l.Activation.Name())
		if l.Activation.Entry.Custom {
			fmt.Fprintf(h, " %q", l.Activation.Entry.F)
		}
		for _, k := range slices.Sorted(maps.Keys(l.Activation.Args)) {
			fmt.Fprintf(h, " %s=%g", k, l.Activation.Args[k])
		}
		fmt.Fprintln(h)
	}
	fmt.Fprintf(h, "output %s normalize %s\n", s.Output.Task.Name, s.Output.Normalize)
	for _, n := range slices.Concat(s.Output.Labels, s.Output.Names) {
		fmt.Fprintf(h, "name %q %q\n", n.Go, n.Text)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Tensor is a part of a weights file.
type Tensor struct {
	Name  string // layer1.weight
	Param string // W1
	Dims  []int
	Scale bool // something is divided by its numbers
}

// Tensors lists the parameters in canonical order, as weights files hold them.
func (s *Spec) Tensors() []Tensor {
	var list []Tensor
	for i := range s.Layers {
		l := &s.Layers[i]
		for _, p := range l.Kind.Params(&l.Layer) {
			list = append(list, Tensor{Name: l.Tensor(&p), Param: fmt.Sprintf("%s%d", p.Symbol, l.Index), Dims: p.Dims})
		}
	}
	return list
}

// NormTensors lists the offsets and scales that a weights file of the spec holds after the parameters.
func (s *Spec) NormTensors() []Tensor {
	var list []Tensor
	add := func(side, normalize string, n int) {
		if normalize != "none" {
			list = append(list, Tensor{Name: side + ".offset", Param: side + "Offset", Dims: []int{n}},
				Tensor{Name: side + ".scale", Param: side + "Scale", Dims: []int{n}, Scale: true})
		}
	}
	add("input", s.Normalize, s.NumInputs)
	add("output", s.Output.Normalize, s.NumOutputs())
	return list
}
