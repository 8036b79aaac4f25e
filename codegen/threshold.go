package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// threshold is the Go expression of the probability from which on entry i of the outputs of a head says yes.
func (h head) threshold(i jen.Code) *jen.Statement {
	if h.face.Found != "" {
		return field("m", h.face.Found+"Threshold").Index(i)
	}
	return jen.Op(number(h.face.Threshold))
}

// thresholdWords say what the threshold is.
func (h *Head) thresholdWords() string {
	switch {
	case h.Found != "" && h.Task == Labels:
		return "the threshold of the model for it"
	case h.Found != "":
		return "the threshold of the model"
	case h.Threshold == 0.5:
		return "one half"
	}
	return number(h.Threshold)
}

// thresholdsWords say what the thresholds of several heads are.
func (g *generator) thresholdsWords() string {
	words := "one half"
	for _, h := range g.face.Heads {
		if h.Task == Binary || h.Task == Labels {
			if w := h.thresholdWords(); w != "one half" {
				words = "the head's threshold"
			}
		}
	}
	return words
}

// thresholds are what a model holds of those that training finds. No instruction reads them.
func (g *generator) thresholds() (list []*ir.Buffer) {
	for _, h := range g.heads() {
		if h.face.Found == "" {
			continue
		}
		tensor := "output.threshold"
		if g.face.several() {
			tensor = fmt.Sprintf("output.%s.threshold", h.face.Text)
		}
		list = append(list, &ir.Buffer{Name: h.face.Found + "Threshold", Role: ir.Constant, Dims: []int{h.Units},
			Saved: &ir.Saved{Tensor: tensor, Threshold: true, Fill: ir.Fill{Values: slices.Repeat([]float64{h.face.Threshold}, h.Units)}}})
	}
	return list
}

// setThreshold prints Threshold and SetThreshold, where training finds any.
func (g *generator) setThreshold(f *jen.File) {
	if len(g.thresholds()) == 0 {
		return
	}
	kept, others := "", ""
	if g.face.several() {
		kept, others = " Of heads that find none it is 0.", " Heads that find none ignore theirs."
	}
	doc(f, "Threshold returns the probabilities from which on Classify and ClassOf say yes.%s", kept)
	f.Add(method("m", "Model", "Threshold")).Params().Params(id("threshold").Id("Output")).BlockFunc(func(b *jen.Group) {
		g.eachFound(func(held, of *jen.Statement) { b.Add(of).Op("=").Add(held) })
		b.Return(id("threshold"))
	})
	doc(f, "SetThreshold sets them. Training finds them on the validation part.%s", others)
	f.Add(method("m", "Model", "SetThreshold")).Params(id("threshold").Op("*").Id("Output")).BlockFunc(func(b *jen.Group) {
		g.own(b, "SetThreshold")
		g.eachFound(func(held, of *jen.Statement) {
			if !g.face.several() {
				of = jen.Op("*").Add(of)
			}
			b.Add(held).Op("=").Add(of)
		})
	})
}

// eachFound visits what a model holds of each threshold, and the same in an Output called threshold.
func (g *generator) eachFound(visit func(held, of *jen.Statement)) {
	for _, h := range g.heads() {
		if h.face.Found == "" {
			continue
		}
		of := id("threshold")
		if g.face.several() {
			of = field("threshold", h.face.Go)
		}
		visit(field("m", h.face.Found+"Threshold"), of)
	}
}
