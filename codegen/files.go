package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// CopyNote stands before the hash of the embedded weights, by which nngen knows its copy of the weights file.
const CopyNote = "a copy, SHA-256 "

// files prints Load, Read, Save, Write, Clone and, where weights are embedded, Pretrained.
func (g *generator) files(f *jen.File) {
	doc(f, "fingerprint stands in weights files and is that of the inputs, layers, outputs and normalization.")
	f.Const().Id("fingerprint").Op("=").Lit(g.face.Fingerprint)
	g.read(f)
	g.write(f)
	doc(f, "Finite reports whether no number of the model is NaN or infinite.")
	f.Add(method("m", "Model", "Finite")).Params().Bool().Block(
		jen.For(jen.List(id("_"), id("t")).Op(":=").Range().Id("m").Dot("tensors").Call()).Block(
			jen.If(jen.Op("!").Id("t").Dot("Finite").Call()).Block(jen.Return(jen.False()))),
		jen.Return(jen.True()))
	doc(f, "Clone returns a copy that shares nothing with m.")
	f.Add(method("m", "Model", "Clone")).Params().Op("*").Id("Model").BlockFunc(func(b *jen.Group) {
		b.Id("c").Op(":=").New(id("Model"))
		b.Op("*").Id("c").Op("=").Op("*").Id("m")
		if g.face.Weights != nil {
			b.Add(field("c", "shared")).Op("=").False()
		}
		b.Return(id("c"))
	})
	if g.face.Weights != nil {
		g.pretrained(f)
	}
}

func (g *generator) read(f *jen.File) {
	result := jen.Params(jen.Op("*").Id("Model"), jen.Error())
	doc(f, "Load reads a model from a weights file (safetensors).")
	f.Func().Id("Load").Params(id("path").String()).Params(id("m").Op("*").Id("Model"), jen.Err().Error()).Block(
		jen.Err().Op("=").Add(nn("LoadFile")).Call(id("path"), jen.Func().Params(id("r").Qual("io", "Reader")).Params(jen.Err().Error()).Block(
			jen.List(id("m"), jen.Err()).Op("=").Id("Read").Call(id("r")), jen.Return(jen.Err()))),
		jen.Return(id("m"), jen.Err()))
	doc(f, "Read reads a model from r, and nothing beyond its end. Weights of another network are refused.")
	f.Func().Id("Read").Params(id("r").Qual("io", "Reader")).Add(result).Block(
		id("m").Op(":=").Add(g.blank()),
		jen.If(jen.Err().Op(":=").Add(nn("ReadTensors")).Call(id("r"), id("fingerprint"), id("m").Dot("tensors").Call()), jen.Err().Op("!=").Nil()).Block(
			jen.Return(jen.Nil(), jen.Err())),
		jen.Return(id("m"), jen.Nil()))
}

func (g *generator) write(f *jen.File) {
	doc(f, "Save writes the model to a weights file, which is replaced only when the new one is whole.")
	f.Add(method("m", "Model", "Save")).Params(id("path").String()).Error().Block(
		jen.Return(nn("SaveFile").Call(id("path"), field("m", "Write"))))
	doc(f, "Write writes the model to w in the format of weights files.")
	f.Add(method("m", "Model", "Write")).Params(id("w").Qual("io", "Writer")).Error().Block(
		jen.Return(nn("WriteTensors").Call(id("w"), id("fingerprint"), id("m").Dot("tensors").Call())))
	g.modelTensors(f)
	g.marshal(f)
}

// modelTensors adds the normalization to the tensors of the parameters.
func (g *generator) modelTensors(f *jen.File) {
	list := jen.Index().Add(nn("Tensor")).Types(g.elem())
	of := field("m", paramsField).Dot("tensors").Call(jen.Lit(""))
	held := slices.Collect(slices.Chunk(g.heldTensors(), maxSteps))
	doc(f, "tensors names the parts of the model's weights file.")
	sig := f.Add(method("m", "Model", "tensors")).Params().Add(list)
	if len(held) < 2 {
		for _, some := range held {
			of = g.appendTensors(of, some)
		}
		sig.Block(jen.Return(of))
		return
	}
	sig.BlockFunc(func(b *jen.Group) {
		b.Id("list").Op(":=").Add(of)
		for i := range held {
			b.Id("list").Op("=").Id("m").Dot(fmt.Sprint("tensors", i+1)).Call(id("list"))
		}
		b.Return(id("list"))
	})
	for i, some := range held {
		name := fmt.Sprint("tensors", i+1)
		doc(f, "%s adds some of them to the list.", name)
		f.Add(method("m", "Model", name)).Params(id("list").Add(list)).Add(list).Block(jen.Return(g.appendTensors(id("list"), some)))
	}
}

// appendTensors prints a list with some tensors more.
func (g *generator) appendTensors(list *jen.Statement, tensors []heldTensor) *jen.Statement {
	return jen.Append(list, jen.Do(func(args *jen.Statement) {
		for i, t := range tensors {
			if i > 0 {
				args.Op(",")
			}
			args.Line().Add(nn("Tensor")).Types(g.elem()).Add(tensor(jen.Lit(t.Name), t.Dims, "Data", t.numbers, t.more...))
		}
	}))
}

// tensor is the inside of a composite literal of the runtime's Tensor, whose numbers a field holds.
func tensor(name *jen.Statement, dims []int, holder string, numbers *jen.Statement, more ...jen.Code) *jen.Statement {
	var shape []jen.Code
	for _, d := range dims {
		shape = append(shape, jen.Lit(d))
	}
	fields := []jen.Code{id("Name").Op(":").Add(name), id("Shape").Op(":").Index().Int().Values(shape...), id(holder).Op(":").Add(numbers)}
	return jen.Values(append(fields, more...)...)
}

// domain is the field that says what may stand in a tensor, where that is not any number.
func domain(b *ir.Buffer) []jen.Code {
	switch {
	case b.Saved.Divides:
		return []jen.Code{id("Domain").Op(":").Add(nn("Scale"))}
	case b.Saved.Above != "":
		return []jen.Code{id("Above").Op(":").Lit(b.Saved.Above)}
	case b.Saved.Threshold:
		return []jen.Code{id("Domain").Op(":").Add(nn("Probability")), id("Optional").Op(":").True()}
	}
	return nil
}

func (g *generator) pretrained(f *jen.File) {
	f.Anon("embed")
	f.Line()
	f.Comment("//go:embed " + WeightsName(g.face.Package))
	f.Var().Id("embedded").String().Do(func(s *jen.Statement) {
		if !g.face.InPlace {
			s.Comment(fmt.Sprintf("// %s%x", CopyNote, *g.face.Weights))
		}
	})
	f.Line()
	doc(f, "pretrained is the model, where it was made of the embedded weights.")
	f.Var().Id("pretrained").Struct(id("once").Qual("sync", "Once"), id("model").Op("*").Id("Model"))
	doc(f, "Pretrained returns the model with the weights that are embedded in the package. It is one model, shared by all callers, and whoever would change it panics: change or train a Clone.")
	shared := id("pretrained").Dot("model")
	f.Func().Id("Pretrained").Params().Op("*").Id("Model").Block(
		id("pretrained").Dot("once").Dot("Do").Call(id("useEmbedded")),
		jen.If(shared.Clone().Op("==").Nil()).Block(id("useEmbedded").Call().Comment("// panics as it did before")),
		jen.Return(shared.Clone()))
	doc(f, "useEmbedded makes the model. It panics where the weights are not what they were when the package was built.")
	f.Func().Id("useEmbedded").Params().BlockFunc(func(b *jen.Group) {
		if g.liesInOrder() {
			g.takeEmbedded(b)
		} else {
			b.List(id("m"), jen.Err()).Op(":=").Id("Read").Call(jen.Qual("strings", "NewReader").Call(id("embedded")))
			b.If(jen.Err().Op("!=").Nil()).Block(jen.Panic(jen.Lit(g.face.Package + ": the embedded weights: ").Op("+").Err().Dot("Error").Call()))
		}
		b.Add(field("m", "shared")).Op("=").True()
		b.Add(shared.Clone()).Op("=").Id("m")
	})
}

// own panics in the method named where m is the model that all callers share.
func (g *generator) own(b *jen.Group, method string) {
	if g.face.Weights != nil {
		b.Add(nn("CheckOwn")).Call(jen.Lit(method), field("m", "shared"))
	}
}
