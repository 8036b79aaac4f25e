package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// warn teaches what the field knows. It runs on a spec without errors.
func (d *decoder) warn() {
	d.warnVanishing()
	d.warnLinear()
	d.warnInit()
	d.warnOutput()
	d.warnYears()
}

// starved is the share of the gradient below which the first layer hardly learns.
const starved = 1e-3

// warnVanishing multiplies the largest slopes of the saturating activations of the hidden layers: what is left is the
// most of the gradient that can reach layer 1.
func (d *decoder) warnVanishing() {
	if !d.spec.Chain() {
		return
	}
	product, saturating := 1.0, 0
	var at *Layer
	layers, slopes := d.spec.Weighted(), map[string]float64{}
	for _, l := range layers[:len(layers)-1] {
		a := l.Activation
		key := fmt.Sprint(a.Entry.F, a.Args)
		if _, known := slopes[key]; !known {
			slopes[key] = saturatingSlope(a)
		}
		if slopes[key] == 0 {
			continue
		}
		product *= slopes[key]
		saturating++
		if at == nil && product < starved {
			at = l
		}
	}
	if at != nil {
		d.warnf(at.place(), "vanishing-gradient", "at most %.2g of the gradient reaches layer 1: %d saturating layers, the product of their largest slopes", product, saturating).Hint =
			"use relu in the hidden layers, or fewer of them."
	}
}

// saturatingSlope is the largest slope of an activation that saturates, and 0 for the others.
func saturatingSlope(a op.Use[*op.Activation]) float64 {
	slope, saturates := a.Entry.MaxSlope(a.Args)
	if !saturates {
		return 0
	}
	return slope
}

// place is where a diagnostic about the activation of the layer points.
func (l *Layer) place() *node {
	if l.activation != nil {
		return l.activation
	}
	return l.at
}

// warnLinear: two linear maps in a row are one linear map.
func (d *decoder) warnLinear() {
	for i := range d.spec.Layers {
		l := &d.spec.Layers[i]
		next := d.onlyReader(i)
		if next != nil && l.Kind == defaultKind && next.Kind == defaultKind && l.Activation.Entry.Identity() {
			d.warnf(l.place(), "linear-collapse", "layer %d is linear, so it and layer %d together can do no more than one layer", l.Index, next.Index).Hint =
				"give it an activation such as relu, or leave the layer out."
		}
	}
}

// onlyReader is the one layer that reads layer i, seen through layers that are not counted, or nil where there are several or
// a head does.
func (d *decoder) onlyReader(i int) *Layer {
	var only *Layer
	for k := range d.spec.Layers {
		if !slices.Contains(d.spec.Layers[k].From, Source{Layer: i}) {
			continue
		}
		if only != nil {
			return nil
		}
		if only = &d.spec.Layers[k]; only.Kind.Uncounted {
			if only = d.onlyReader(k); only == nil {
				return nil
			}
		}
	}
	for _, out := range d.spec.Outputs() {
		if out.From == (Source{Layer: i}) {
			return nil
		}
	}
	return only
}

// warnInit: He's initializers are made for the relu family, Glorot's for the others. Zeros are left to the last layer,
// where no other layer waits for a gradient through distinct units.
func (d *decoder) warnInit() {
	layers := d.spec.Weighted()
	for i, l := range layers {
		if !l.Kind.Initialized() {
			continue
		}
		last := i == len(layers)-1
		fits := l.Activation.Entry.Init
		switch zero := l.Init.Entry.Dist == op.Zero; {
		case l.init == nil, zero && last, l.Init.Entry.Any:
		case zero:
			d.warnf(l.init, "init-mismatch", "with all weights of layer %d at 0 its units begin as one and the same", l.Index).Hint = "use " + fits + "."
		case !l.Activation.Entry.Custom && family(l.Init.Name()) != family(fits):
			d.warnf(l.init, "init-mismatch", "%s is not made for %s: the signal grows or shrinks from layer to layer", l.Init.Name(), l.Activation.Name()).Hint = "use " + fits + "."
		}
	}
}

// family is the first word of an initializer's name: he, glorot.
func family(init string) string {
	name, _, _ := strings.Cut(init, "_")
	return name
}

// warnOutput: an output that cannot take the values that the task asks for.
func (d *decoder) warnOutput() {
	for _, out := range d.spec.Outputs() {
		if l := d.headLayer(out); l != nil && l.Kind.Units {
			d.warnHead(l, out.Task)
		}
	}
}

func (d *decoder) warnHead(last *Layer, task *op.Task) {
	if last.Activation.Entry.Joint && last.Units == 1 {
		d.warnf(last.units, "softmax-one-unit", "softmax over one unit is always 1").Hint = "use the task binary for one of two classes."
	}
	if task.Only || last.Activation.Entry.Identity() {
		return
	}
	d.warnf(last.place(), "output-activation", "%s bends or limits what the outputs of a regression can be", last.Activation.Name()).Hint =
		"leave the activation out (linear), unless the targets are of the same kind."
}

// warnYears: a date that is missing has entries of 0, which are near to all that a date has but its year.
func (d *decoder) warnYears() {
	for i := range d.spec.Inputs {
		e := &d.spec.Inputs[i].Encoding
		if e.Missing.How == op.Own && slices.Contains(e.Parts, "year") && d.readAsItIs() {
			d.warnf(d.spec.Inputs[i].at, "missing-year", "where %s is missing its year is 0, as far from the others as these are from 0", quote(d.spec.Inputs[i].Text)).Hint =
				`begin with {kind: formula, formula: "where(x > 1000, (x - 2000)/10, x)"}, or leave year out of the parts.`
		}
	}
}

// readAsItIs reports whether a layer other than a formula sees the row.
func (d *decoder) readAsItIs() bool {
	return slices.ContainsFunc(d.spec.Layers, func(l Layer) bool {
		return slices.ContainsFunc(l.From, Source.FromInput) && l.Kind.Name != "formula"
	})
}
