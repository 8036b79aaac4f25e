package codegen

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
	kernels "github.com/nngen/nngen/runtime"
)

// modelFile prints what a program that only predicts needs.
func (g *generator) modelFile(f *jen.File) {
	g.packageDoc(f)
	g.abi(f)
	g.dimensions(f)
	g.names(f)
	g.columnNames(f)
	g.ioTypes(f)
	g.modelType(f)
	g.fixed(f)
	g.constructor(f)
	g.forward(f)
	g.forwardBatch(f)
	g.entrywiseFunctions(f)
	g.classify(f)
	g.params(f)
	g.norms(f)
	g.fitted(f)
	g.weights(f)
	g.files(f)
}

// abi makes the build stop against a runtime that does not fit: one of the two constants would be negative.
func (g *generator) abi(f *jen.File) {
	f.Line()
	f.Comment("// If this line does not compile, the package and the nngen in go.mod are of different versions:")
	f.Comment(`// run "nngen build" again.`)
	f.Const().Id("_").Op("=").Uint().Parens(nn("ABI").Op("-").Lit(kernels.ABI)).Op("+").Uint().Parens(jen.Lit(kernels.ABI).Op("-").Add(nn("ABI")))
}

func (g *generator) dimensions(f *jen.File) {
	p := g.prog
	doc(f, "The dimensions of the network.")
	f.Const().Defs(
		id("NumInputs").Op("=").Lit(p.Input.Size()),
		g.numEncoded(),
		id("NumOutputs").Op("=").Lit(p.Output.Size()),
		id("NumLayers").Op("=").Lit(len(g.face.Layers)),
		id("NumParams").Op("=").Lit(p.NumParams()),
	)
}

// numEncoded is n[0], of what is one row.
func (g *generator) numEncoded() jen.Code {
	switch n := g.face.Encoded; {
	case len(g.face.Ports) > 0:
		return jen.Null()
	case n == g.prog.Input.Size():
		return id("NumEncoded").Op("=").Id("NumInputs")
	default:
		return id("NumEncoded").Op("=").Lit(n).Comment("// what layer 1 sees of a row")
	}
}

// names prints the constants that index Input and Output by name.
func (g *generator) names(f *jen.File) {
	if len(g.face.Inputs) > 0 {
		doc(f, "The entries of Input.")
		f.Const().DefsFunc(func(d *jen.Group) {
			for i, in := range g.face.Inputs {
				d.Add(noted(indexed(in.Go, "", i), comment(in.Note)))
			}
		})
	}
	g.labels(f)
}

// noted puts a note behind a declaration, or above it if it is long.
func noted(decl *jen.Statement, note string) *jen.Statement {
	if note == "" {
		return decl
	}
	if len([]rune(note)) <= 60 {
		return decl.Comment("// " + note)
	}
	above := &jen.Statement{}
	for _, line := range wrap(note, 112) {
		above.Comment("// " + line).Line()
	}
	return above.Add(decl)
}

// indexed is one line of a block of constants that counts up from 0.
func indexed(name, typ string, i int) *jen.Statement {
	switch {
	case i > 0:
		return id(name)
	case typ != "":
		return id(name).Id(typ).Op("=").Iota()
	}
	return id(name).Op("=").Iota()
}

func (g *generator) ioTypes(f *jen.File) {
	g.inputType(f)
	g.outputType(f)
}

func (g *generator) inputType(f *jen.File) {
	if len(g.face.Ports) > 0 {
		g.portsType(f)
		return
	}
	doc(f, "Input is one example%s.", map[bool]string{true: ", in raw units: the model normalizes it itself"}[g.normalizes("input")])
	f.Type().Id("Input").Index(id("NumInputs")).Add(g.elem())
}

func (g *generator) outputType(f *jen.File) {
	if g.face.several() {
		g.headTypes(f)
		return
	}
	doc(f, "Output is what the model says of one example: %s.", g.outputMeaning())
	f.Type().Id("Output").Index(id("NumOutputs")).Add(g.elem())
	if g.face.Heads[0].Task == Classes {
		doc(f, "Target is the right answer for one example.")
		f.Type().Id("Target").Op("=").Id("Class")
		return
	}
	doc(f, "Target is the right answer for one example: %s.", targetMeaning(&g.face.Heads[0]))
	f.Type().Id("Target").Op("=").Id("Output")
}

func (g *generator) outputMeaning() string {
	if g.face.several() {
		return "the outputs of every head"
	}
	return outputMeaning(&g.face.Heads[0])
}

func outputMeaning(h *Head) string {
	switch {
	case h.Task == Classes:
		return "the probability of each class"
	case h.Task == Binary && len(h.Labels) == 2:
		return fmt.Sprintf("the probability of %q", comment(h.Labels[1].Text))
	case h.Task == Binary:
		return "the probability of the positive class"
	case h.Task == Labels:
		return "the probability of each label"
	case h.Range != "":
		return "the values, in raw units and within the range of the training targets"
	case h.Norm != "" || h.Log1p:
		return "the values, in raw units"
	}
	return "the values"
}

// normalizes reports whether a side of the network, input or output, has an offset and a scale.
func (g *generator) normalizes(side string) bool { return g.prog.Buffer(side+"Offset") != nil }

func targetMeaning(h *Head) string {
	switch {
	case h.Task != Values:
		return "0 or 1"
	case h.Log1p:
		return "the values, in raw units and greater than -1"
	}
	return "the values"
}

// modelType prints the parameters and the model that owns them. Gradients and optimizer states have the same type.
func (g *generator) modelType(f *jen.File) {
	doc(f, "weights has one entry for every parameter: the parameters themselves, their gradient, or what the optimizer remembers of them.")
	f.Type().Id("weights").StructFunc(func(s *jen.Group) {
		for _, p := range g.prog.Params() {
			memories[ir.Full].declare(g, s, p)
		}
	})
	doc(f, "flat returns all entries as one slice, with what fills them up to cache lines, which stays 0.")
	f.Add(method("w", "weights", "flat")).Params().Add(g.slice()).Block(jen.Return(nn("Flat" + strconv.Itoa(g.types.bits)).Call(id("w"))))
	g.storage.declare(f)
	methods := "Forward and ForwardBatch"
	if g.decides() {
		methods = "Forward, ForwardBatch and Classify"
	}
	doc(f, "Model is the network with its parameters. %s may be called from several goroutines at once, as long as none changes the parameters.", methods)
	f.Type().Id("Model").StructFunc(func(s *jen.Group) {
		s.Id(paramsField).Id(g.storage.params())
		for _, c := range g.held() {
			s.Id(c.Name).Add(g.heldType(c))
		}
		if g.face.Weights != nil {
			s.Id("shared").Bool().Comment("// it is that of Pretrained")
		}
	})
}

// fillLine ends a cache line, so that the next array begins with a new one.
func (g *generator) fillLine(s *jen.Group, entries int) {
	line := kernels.LineBytes * 8 / g.types.bits
	if rest := entries % line; rest > 0 {
		s.Id("_").Add(g.array(line - rest))
	}
}

// layoutNote says which matrix an array holds, and how.
func layoutNote(b *ir.Buffer) string {
	switch {
	case b.Tail > 0:
		return fmt.Sprintf("%s, stored input by input: %s[i*%d+o] for o < %[3]d; then unit by unit: %[2]s[o*%[4]d+i]", b.Shape(), b.Name, b.Stride(), b.Cols())
	case b.Panel > 0:
		return fmt.Sprintf("%s, stored %d units at a time, input by input: %s[(o/%[2]d*%[4]d+i)*%[2]d+o%%%[2]d]", b.Shape(), b.Panel, b.Name, b.Cols())
	case b.Layout == ir.InputMajor:
		return fmt.Sprintf("%s, stored input by input: %s[i*%d+o]", b.Shape(), b.Name, b.Stride())
	case b.Cols() > 1:
		return b.Shape() + ", row by row"
	}
	return b.Shape()
}

// held is what a model has besides its parameters: offsets, scales, thresholds and running statistics.
func (g *generator) held() []*ir.Buffer {
	return slices.Concat(g.prog.WithRole(ir.Constant), g.thresholds(), g.prog.WithRole(ir.Running))
}

// isHeld reports whether a buffer is held by the model.
func isHeld(b *ir.Buffer) bool {
	return b.Role == ir.Param || b.Role == ir.Constant || b.Role == ir.Running
}

// paramsField is the field of Model that holds the parameters. It has a name, since users could reach the fields of an embedded type.
const paramsField = "w"

// modelField is the Go expression of a buffer that a model m holds.
func (g *generator) modelField(b *ir.Buffer) *jen.Statement {
	if b.Role == ir.Param {
		return g.of(field("m", paramsField), g.kin.params, b)
	}
	return field("m", b.Name)
}

// heldType is the type of an offset or scale, that of the vector that it belongs to where there is one.
func (g *generator) heldType(c *ir.Buffer) *jen.Statement {
	switch {
	case len(g.face.Ports) == 0 && slices.Contains([]string{"input.offset", "input.scale", "input.fill"}, c.Saved.Tensor):
		return id("Input")
	case !g.face.several() && strings.HasPrefix(c.Saved.Tensor, "output."):
		return id("Output")
	}
	return g.array(c.Size())
}

// fixed prints the constants of the spec that layers compute with.
func (g *generator) fixed(f *jen.File) {
	for _, c := range g.prog.WithRole(ir.Fixed) {
		if c.Name == "inputNumbers" {
			doc(f, "%s says which entries of a row are numbers.", c.Name)
		} else if c.Layer == 0 {
			doc(f, "%s says which entries of a row it is done to.", c.Name)
		} else {
			doc(f, "%s are constants of layer %d.", c.Name, c.Layer)
		}
		f.Var().Id(c.Name).Op("=").Add(g.array(c.Size())).ValuesFunc(func(v *jen.Group) {
			for _, x := range c.Values {
				v.Op(literal(x, g.types.bits))
			}
		})
	}
}

// constructor prints New.
func (g *generator) constructor(f *jen.File) {
	what := "random weights drawn from the seed, and zero biases"
	if !g.drawsAny() {
		what = "all weights and biases zero, whatever the seed"
	}
	first := g.firstWeights()
	held := each(g, &parts{recv: "m", typ: "Model", name: "begin"}, filled(g.held()), "sets some of what a new model has besides its weights",
		never[*ir.Buffer](), func(b *jen.Group, c *ir.Buffer) { g.fill(b, g.modelField(c), c) })
	doc(f, "New returns a model with %s. It has learned nothing yet.", what)
	f.Func().Id("New").Params(id("seed").Uint64()).Op("*").Id("Model").BlockFunc(func(b *jen.Group) {
		b.Id("m").Op(":=").Add(g.blank())
		if g.drawsAny() {
			g.storage.draw(b)
			b.Id("r").Op(":=").Add(nn("NewRand")).Call(id("seed"))
		}
		first.print(b)
		if g.drawsAny() {
			g.storage.round(b, id("m"), id("w"))
		}
		held.print(b)
		b.Return(id("m"))
	})
	first.methods(f)
	held.methods(f)
	g.blankModel(f)
}

// firstWeights are the weights that a new model begins with.
func (g *generator) firstWeights() *parts {
	p := &parts{recv: "w", typ: "weights", name: "first", on: g.storage.local()}
	if g.drawsAny() {
		p.add(id("r").Op("*").Add(nn("Rand")), id("r"))
	}
	return each(g, p, filled(g.prog.Params()), "sets some of the weights of a new model", g.likeParams(), func(b *jen.Group, w *ir.Buffer) {
		of := g.storage.local()
		if p.several() {
			of = id("w")
		}
		g.fill(b, g.of(of, g.kin.params, w), w)
	})
}

// filled are the buffers in which a new model has random numbers, or the same number everywhere and not 0.
func filled(buffers []*ir.Buffer) (list []*ir.Buffer) {
	for _, b := range buffers {
		if f := b.Saved.Fill; f.Values == nil && (f.Dist != "" || f.Value != 0) {
			list = append(list, b)
		}
	}
	return list
}

func (g *generator) drawsAny() bool {
	return slices.ContainsFunc(g.prog.Params(), func(p *ir.Buffer) bool { return p.Saved.Fill.Dist != "" })
}

// fill prints what a new model has in a buffer, unless that is 0. Random numbers carry their formula as a comment.
func (g *generator) fill(b *jen.Group, buf *jen.Statement, p *ir.Buffer) {
	f, dst := p.Saved.Fill, all(buf)
	switch {
	case f.Dist == "" && f.Value != 0:
		b.Add(g.kernel("fill")).Call(dst, constant(f.Value))
	case f.Dist != "":
		kernel, args := "fill"+f.Dist, []jen.Code{id("r"), dst}
		if p.Layout == ir.InputMajor {
			kernel += "T"
			args = append(args, jen.Lit(p.Cols()), jen.Lit(p.Rows()), jen.Lit(p.Stride()))
		}
		b.Add(g.kernel(kernel)).Call(append(args, jen.Op(literal(f.Spread, 64)))...).Comment("// " + f.Note)
	}
}

// constant prints a number, the largest ones by their names.
func constant(v float64) *jen.Statement {
	names := map[float64]string{math.MaxFloat32: "MaxFloat32", math.MaxFloat64: "MaxFloat64"}
	switch {
	case names[v] != "":
		return jen.Qual("math", names[v])
	case names[-v] != "":
		return jen.Op("-").Qual("math", names[-v])
	}
	return jen.Op(number(v))
}

// number prints a constant, a whole one without a decimal point.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// decides reports whether there is a Classify.
func (g *generator) decides() bool {
	return slices.ContainsFunc(g.face.Heads, func(h Head) bool { return h.Task != Values })
}
