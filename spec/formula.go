package spec

import (
	"errors"
	"unicode/utf8"

	"github.com/nngen/nngen/internal/op"
)

// activation reads the name of an activation, its name with attributes, or a formula of the spec's own.
func (d *decoder) activation(n *node, fallback op.Use[*op.Activation]) op.Use[*op.Activation] {
	if n == nil || n.kind != mappingNode {
		return use(d, n, "activation", op.Activations, fallback)
	}
	for _, e := range n.entries {
		if e.key.text == "formula" {
			return d.formula(n, fallback)
		}
	}
	return use(d, n, "activation", op.Activations, fallback)
}

var formulaKeys = Keys{{Name: "formula", Doc: "the activation as a formula in x, such as x * sigmoid(1.702*x)", Required: true, Form: Text{}}}

// maxTerms bounds the work on all formulas of a spec: their bytes, and the terms of them and of their derivatives.
const maxTerms = 20000

const formulaHint = "a formula is in x, with + - * / and functions: \"x * sigmoid(1.702*x)\"; a choice is where(x > 0, x, 0.1*x)."

// formula reads {formula: "…"}. What is wrong with it is shown inside the formula.
func (d *decoder) formula(n *node, fallback op.Use[*op.Activation]) op.Use[*op.Activation] {
	f := d.mapping(n, "an activation by formula", formulaKeys)
	at := f["formula"]
	src, ok := d.text(at, "formula")
	if !ok {
		return fallback
	}
	if d.terms > maxTerms {
		return fallback // that has been said
	}
	a, err := op.NewFormula(src)
	if d.terms += len(src); err == nil {
		d.terms += a.Size()
	}
	if d.terms > maxTerms {
		d.errorf(at, "limit", "with this formula, those of the spec and their derivatives have more than %d terms", maxTerms).Hint =
			"use an activation of the vocabulary, or fewer and shorter formulas."
		return fallback
	}
	if err != nil {
		d.formulaError(at, err)
		return fallback
	}
	bits := map[Precision]int{Float32: 32, Float64: 64}[d.spec.Precision]
	if err := a.Unfit(bits); err != nil {
		d.errorf(at, "formula", "the formula cannot be used: %v", err).Hint = "use constants that are neither huge nor tiny."
		return fallback
	}
	d.warnFormula(at, a)
	return op.Default(a)
}

// layerFormula reads the formula of a layer, and reports whether it can be used.
func (d *decoder) layerFormula(at *node, l *Layer) bool {
	if err := l.SetFormula(l.Words["formula"]); err != nil {
		d.formulaError(at, err)
		return false
	}
	return true
}

func (d *decoder) formulaError(at *node, err error) {
	var e *op.FormulaError
	if !errors.As(err, &e) {
		d.errorf(at, "formula", "the formula cannot be used: %v", err).Hint = formulaHint
		return
	}
	p := d.errorf(at, "formula", "the formula cannot be read: %v", err)
	p.Hint = formulaHint
	quotes := 0
	if at.quoted {
		quotes = 1
	}
	if utf8.RuneCountInString(at.text)+2*quotes != p.Len { // escapes or several lines: the places do not agree
		return
	}
	p.Col += quotes + utf8.RuneCountInString(at.text[:min(e.Offset, len(at.text))])
	p.Len = 1
}

// warnFormula looks for values and slopes that are not finite where pre-activations usually lie.
func (d *decoder) warnFormula(at *node, a *op.Activation) {
	if what, x, v, found := a.NotFinite(); found {
		d.warnf(at, "formula-not-finite", "the %s of the formula at x = %g is %g", what, x, v).Hint = "a network passes such points in training, and its loss becomes NaN or infinite."
	}
}
