package spec

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode"

	"github.com/nngen/nngen/internal/op"
)

// Fingerprint is a hash of what weights are trained for: inputs, layers, outputs and normalization, but neither
// comments, units and descriptions nor how they were trained. It stands in weights files.
func (s *Spec) Fingerprint() string {
	h := sha256.New()
	fmt.Fprintf(h, "inputs %d normalize %s\n", s.NumInputs, s.Normalize)
	for _, in := range s.Inputs {
		fmt.Fprintf(h, "input %q %q\n", in.Go, in.Text)
		s.hashEncoding(h, &in.Encoding)
	}
	for _, p := range s.Ports {
		fmt.Fprintf(h, "port %q %v normalize %s\n", p.Text, p.Dims, p.Normalize)
	}
	chain := s.Chain()
	for i := range s.Layers {
		if l := &s.Layers[i]; !l.Kind.Uncounted {
			s.hashLayer(h, l, chain)
		}
	}
	if n := s.Members(); n > 1 {
		fmt.Fprintf(h, "ensemble %d\n", n)
	}
	for _, out := range s.Outputs() {
		if len(s.Heads) > 0 {
			fmt.Fprintf(h, "head %q from %d\n", out.Text, s.counted(out.From))
		}
		fmt.Fprintf(h, "output %s normalize %s\n", out.Task.Name, out.Normalize)
		if out.Log1p || out.Clip {
			fmt.Fprintf(h, "log1p %v clip %v\n", out.Log1p, out.Clip)
		}
		for _, n := range slices.Concat(out.Labels, out.Names) {
			fmt.Fprintf(h, "name %q %q\n", n.Go, n.Text)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// hashEncoding adds what is done to an input, where that is more than the language once could say.
func (s *Spec) hashEncoding(h io.Writer, in *op.Input) {
	if in.Plain() && in.Normalize == s.Normalize {
		return
	}
	fmt.Fprintf(h, "as %s normalize %s log1p %v bins %d embedding %d format %q parts %q missing %s %g unknown %s %g values %q\n", in.Type.Name, in.Normalize,
		in.Log1p, in.Bins, in.Embedding, in.Format, in.Parts, in.Missing.How, in.Missing.Number, in.Unknown.How, in.Unknown.Number, in.Values)
}

// hashLayer adds a counted layer, and where the network is no chain what it takes.
func (s *Spec) hashLayer(h io.Writer, l *Layer, chain bool) {
	activation := "linear"
	if l.Activation.Entry != nil {
		activation = l.Activation.Name()
	}
	fmt.Fprintf(h, "layer %s %d %s", l.Kind.Name, l.Units, activation)
	if l.Activation.Entry != nil && l.Activation.Entry.Custom {
		fmt.Fprintf(h, " %q", l.Activation.Entry.F)
	}
	for _, k := range slices.Sorted(maps.Keys(l.Activation.Args)) {
		fmt.Fprintf(h, " %s=%g", k, l.Activation.Args[k])
	}
	fmt.Fprintln(h)
	if chain {
		return
	}
	for _, from := range l.From {
		fmt.Fprintf(h, "from %d", s.counted(from))
	}
	for _, k := range slices.Sorted(maps.Keys(l.Args)) {
		fmt.Fprintf(h, " %s=%g", k, l.Args[k])
	}
	for _, k := range slices.Sorted(maps.Keys(l.Lists)) {
		fmt.Fprintf(h, " %s=%v", k, l.Lists[k])
	}
	for _, k := range slices.Sorted(maps.Keys(l.Words)) {
		fmt.Fprintf(h, " %s=%q", k, l.Words[k])
	}
	fmt.Fprintln(h)
}

// counted is the number l of the layer that a source is, seen through layers that are not counted; −1 − i of input i.
func (s *Spec) counted(from Source) int {
	if from.FromInput() {
		return -1 - from.Input
	}
	return s.Layers[from.Layer].Index
}

// Tensor is a part of a weights file.
type Tensor struct {
	Name  string // layer1.weight
	Param string // W1
	Dims  []int
	Scale bool // something is divided by its numbers
	// Threshold says that it holds probabilities by which answers are told. A file may lack it: they are then 0.5.
	Threshold bool
	Above     string // a tensor whose numbers are no larger, if any
}

// Tensors lists the parameters in canonical order, as weights files hold them.
func (s *Spec) Tensors() []Tensor {
	var list []Tensor
	for _, in := range s.Encodings() {
		if in.Embedding > 0 {
			list = append(list, Tensor{Name: in.Tensor("embedding"), Param: "E" + in.Go, Dims: []int{in.Rows(), in.Embedding}})
		}
	}
	for i := range s.Layers {
		l := &s.Layers[i]
		for _, p := range l.Params() {
			list = append(list, Tensor{Name: l.Tensor(&p), Param: fmt.Sprintf("%s%d", p.Symbol, l.Index), Dims: p.Dims})
		}
	}
	return list
}

// NormTensors lists what a weights file of the spec holds after the parameters: offsets and scales, ranges, and what layers remember.
func (s *Spec) NormTensors() []Tensor {
	var list []Tensor
	for _, in := range s.Encodings() {
		if in.Fill().Fitted() {
			list = append(list, Tensor{Name: in.Tensor("fill"), Dims: []int{1}})
		}
		if in.Bins > 0 {
			list = append(list, Tensor{Name: in.Tensor("edges"), Dims: []int{in.Bins + 1}})
		}
	}
	for _, n := range s.Norms() {
		if n.How != "none" {
			list = append(list, Tensor{Name: n.Tensor + ".offset", Param: n.Param + "Offset", Dims: []int{n.Size}},
				Tensor{Name: n.Tensor + ".scale", Param: n.Param + "Scale", Dims: []int{n.Size}, Scale: true})
		}
		if n.Clip {
			list = append(list, Tensor{Name: n.Tensor + ".low", Param: n.Param + "Low", Dims: []int{n.Size}},
				Tensor{Name: n.Tensor + ".high", Param: n.Param + "High", Dims: []int{n.Size}, Above: n.Tensor + ".low"})
		}
		if n.Threshold.Find != "" {
			list = append(list, Tensor{Name: n.Tensor + ".threshold", Dims: []int{n.Size}, Threshold: true})
		}
	}
	for i := range s.Layers {
		l := &s.Layers[i]
		for _, p := range l.Saved() {
			if p.Running {
				list = append(list, Tensor{Name: l.Tensor(&p), Param: fmt.Sprintf("%s%d", p.Symbol, l.Index), Dims: p.Dims})
			}
		}
	}
	return list
}

// Norm is what brings an input or the outputs of a head to one scale, and what else lies between these and raw units.
type Norm struct {
	Tensor, Param string // input, or input.image and imageInput
	How           string // none, standard or minmax
	Size          int    // how many offsets and scales there are
	Inner         int    // entries next to each other that share one
	Log1p, Clip   bool   // of outputs
	Threshold     Threshold
}

// Norms lists the normalization of every input and then of every head, that of none included.
func (s *Spec) Norms() []Norm {
	var list []Norm
	if len(s.Ports) == 0 {
		list = append(list, Norm{Tensor: "input", Param: "input", How: s.rowNorm(), Size: s.NumInputs, Inner: 1})
	}
	for i := range s.Ports {
		p := &s.Ports[i]
		n := Norm{Tensor: "input." + p.Text, Param: lowerFirst(p.Go) + "Input", How: p.Normalize, Size: p.Size(), Inner: 1}
		if len(p.Dims) > 1 {
			n.Size, n.Inner = p.Dims[0], p.Size()/p.Dims[0]
		}
		if len(s.Ports) == 1 {
			n.Tensor, n.Param = "input", "input"
		}
		list = append(list, n)
	}
	for _, out := range s.Outputs() {
		n := Norm{Tensor: "output", Param: "output", How: out.Normalize, Size: out.Units, Inner: 1, Log1p: out.Log1p, Clip: out.Clip, Threshold: out.Threshold}
		if len(s.Heads) > 0 {
			n.Tensor, n.Param = "output."+out.Text, lowerFirst(out.Go)+"Output"
		}
		list = append(list, n)
	}
	return list
}

// rowNorm is how the entries of a row are normalized: none, or the way of one of them.
func (s *Spec) rowNorm() string {
	if len(s.Inputs) == 0 {
		return s.Normalize
	}
	for _, in := range s.Encodings() {
		if in.Normalize != "none" {
			return in.Normalize
		}
	}
	return "none"
}

func lowerFirst(name string) string {
	if name == "" {
		return ""
	}
	r := []rune(name)
	r[0] = unicode.ToLower(r[0])
	return string(r)
}
