package op

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// Initializer draws the weights of a layer.
type Initializer struct {
	Name, Doc string
	Attrs     []Attr
	Dist      Dist
	F         string // the standard deviation or the limit, in fan_in, fan_out and the attributes
	Bias      string // the same of the biases; empty where they begin at 0
	Any       bool   // it goes with every activation
}

// Dist is a distribution around 0, named as the runtime's kernel that draws from it.
type Dist string

// The distributions: F is the standard deviation of Normal and the half width of Uniform.
const (
	Zero    Dist = ""
	Normal  Dist = "Normal"
	Uniform Dist = "Uniform"
)

// Initializers is the table of initializers.
var Initializers = []*Initializer{
	{Name: "he_normal", Doc: "He et al. 2015, for the relu family", Dist: Normal, F: "sqrt(2/fan_in)"},
	{Name: "he_uniform", Doc: "the same variance, drawn evenly", Dist: Uniform, F: "sqrt(6/fan_in)"},
	{Name: "glorot_uniform", Doc: "Glorot & Bengio 2010, for sigmoid, tanh and linear", Dist: Uniform, F: "sqrt(6/(fan_in + fan_out))"},
	{Name: "glorot_normal", Doc: "the same variance, drawn from the normal distribution", Dist: Normal, F: "sqrt(2/(fan_in + fan_out))"},
	{Name: "lecun_normal", Doc: "LeCun et al. 1998, for selu", Dist: Normal, F: "sqrt(1/fan_in)"},
	{Name: "normal", Doc: "the normal distribution with the deviation given", Dist: Normal, F: "std",
		Attrs: []Attr{{Name: "std", Doc: "standard deviation", Default: 0.05, Range: Positive}}},
	{Name: "uniform", Doc: "evenly from −limit to limit", Dist: Uniform, F: "limit",
		Attrs: []Attr{{Name: "limit", Doc: "half the width", Default: 0.05, Range: Positive}}},
	{Name: "torch", Doc: "what PyTorch's layers begin with, weights and biases alike, whatever the activation", Dist: Uniform, F: "sqrt(1/fan_in)", Bias: "sqrt(1/fan_in)", Any: true},
	{Name: "zeros", Doc: "all weights 0: for a single layer only, since the units of a hidden layer would stay equal", Dist: Zero, F: "0"},
}

// Info describes the entry.
func (i *Initializer) Info() Info { return Info{i.Name, i.Doc, i.Attrs} }

// Spread is the standard deviation or half width of the weights of a layer.
func (i *Initializer) Spread(args Args, fanIn, fanOut int) float64 {
	return i.spread(i.F, args, fanIn, fanOut)
}

func (i *Initializer) spread(formula string, args Args, fanIn, fanOut int) float64 {
	f := expr.Bind(parse(formula, i.Attrs, "fan_in", "fan_out"), args)
	v := expr.Eval(f, map[string]float64{"fan_in": float64(fanIn), "fan_out": float64(fanOut)})
	return math.Max(v, 0)
}

// fill is what the initializer makes of weights with these fans.
func fill(u Use[*Initializer], fanIn, fanOut int) ir.Fill {
	if u.Entry == nil {
		return ir.Fill{}
	}
	return u.Entry.fill(u.Entry.F, u.Args, fanIn, fanOut)
}

// fillBias is what the initializer makes of the biases of weights with these fans.
func fillBias(u Use[*Initializer], fanIn, fanOut int) ir.Fill {
	if u.Entry == nil {
		return ir.Fill{}
	}
	return u.Entry.fill(u.Entry.Bias, u.Args, fanIn, fanOut)
}

func (i *Initializer) fill(formula string, args Args, fanIn, fanOut int) ir.Fill {
	if i.Dist == Zero || formula == "" {
		return ir.Fill{}
	}
	return ir.Fill{Dist: string(i.Dist), Spread: i.spread(formula, args, fanIn, fanOut),
		Note: fmt.Sprintf("%s: %s", i.Name, i.written(formula, args, fanIn, fanOut))}
}

// written is a formula with the fans and the attributes in the place of their names.
func (i *Initializer) written(formula string, args Args, fanIn, fanOut int) string {
	values := []string{"fan_in", strconv.Itoa(fanIn), "fan_out", strconv.Itoa(fanOut)}
	for _, a := range i.Attrs {
		values = append(values, a.Name, strconv.FormatFloat(args[a.Name], 'g', -1, 64))
	}
	return strings.NewReplacer(values...).Replace(formula)
}
