package codegen

import (
	"fmt"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// portsType prints Input where the inputs of the spec are a mapping: a struct with an array for each.
func (g *generator) portsType(f *jen.File) {
	doc(f, "Input is one example. Each field is an input, row by row and channels first.")
	f.Type().Id("Input").StructFunc(func(s *jen.Group) {
		for _, p := range g.face.Ports {
			note := ir.Dims(p.Dims)
			if p.Norm != "" {
				note += ", in raw units: the model normalizes it itself"
			}
			s.Id(p.Go).Add(g.array((&ir.Buffer{Dims: p.Dims}).Size())).Comment("// " + note)
		}
	})
}

// normedPorts are the inputs of a mapping that are normalized.
func (g *generator) normedPorts() (ports []Port) {
	for _, p := range g.face.Ports {
		if p.Norm != "" {
			ports = append(ports, p)
		}
	}
	return ports
}

// portNorms prints SetInputNorm where the inputs are a mapping.
func (g *generator) portNorms(f *jen.File) {
	ports := g.normedPorts()
	if len(ports) == 0 {
		return
	}
	doc(f, "InputNorm has an offset or a scale for each channel of an input, for each entry where it is a vector.")
	f.Type().Id("InputNorm").StructFunc(func(s *jen.Group) {
		for _, p := range ports {
			s.Id(p.Go).Add(g.array(p.Channels))
		}
	})
	doc(f, "SetInputNorm sets the normalization of the inputs: the model computes with (x - offset) / scale. Training fits it on the training data.")
	f.Add(method("m", "Model", "SetInputNorm")).Params(jen.List(id("offset"), id("scale")).Op("*").Id("InputNorm")).BlockFunc(func(b *jen.Group) {
		g.own(b, "SetInputNorm")
		for _, p := range ports {
			b.List(field("m", p.Norm+"Offset"), field("m", p.Norm+"Scale")).Op("=").List(field("offset", p.Go), field("scale", p.Go))
		}
	})
}

// inputName is what Forward calls its argument, whose numbers are x.
func (g *generator) inputName() string {
	if len(g.face.Ports) > 0 {
		return "in"
	}
	return "x"
}

// outputName is what Forward calls its result, whose numbers are y.
func (g *generator) outputName() string {
	if g.face.several() {
		return "out"
	}
	return "y"
}

// flatInput declares x and y, all numbers of one example, where an Input or an Output is a struct.
func (g *generator) flatInput(b *jen.Group) {
	if g.face.several() {
		b.Id("y").Op(":=").Add(nn("Flat" + strconv.Itoa(g.types.bits))).Call(jen.Op("&").Id("out"))
	}
	if len(g.face.Ports) > 0 {
		b.Id("x").Op(":=").Add(nn("Flat" + strconv.Itoa(g.types.bits))).Call(id("in"))
	}
}

// portsTable lists the inputs for the documentation of the package.
func (g *generator) portsTable() (lines []string) {
	for _, p := range g.face.Ports {
		lines = append(lines, fmt.Sprintf("%s %s", p.Go, ir.Dims(p.Dims)))
	}
	return lines
}
