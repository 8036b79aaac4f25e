package codegen

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"
)

var id = jen.Id

// nn is a name of the runtime.
func nn(name string) *jen.Statement { return jen.Qual(RuntimePath, name) }

// kernel is a kernel of the runtime in the model's precision: F32GemvT for gemvT.
func (g *generator) kernel(name string) *jen.Statement { return nn(g.prog.Fn(name)) }

// elem is the element type.
func (g *generator) elem() *jen.Statement { return id(g.types.elem) }

// array is [n]float32.
func (g *generator) array(n int) *jen.Statement { return jen.Index(jen.Lit(n)).Add(g.elem()) }

// slice is []float32.
func (g *generator) slice() *jen.Statement { return jen.Index().Add(g.elem()) }

// all is x[:].
func all(x *jen.Statement) *jen.Statement { return x.Clone().Index(jen.Op(":")) }

// times is n*k.
func times(n string, k int) *jen.Statement {
	if k == 1 {
		return id(n)
	}
	return id(n).Op("*").Lit(k)
}

// field is a.b.
func field(of, name string) *jen.Statement { return id(of).Dot(name) }

// method starts a method of *Model or *Trainer.
func method(recv, typ, name string) *jen.Statement {
	return jen.Func().Params(id(recv).Op("*").Id(typ)).Id(name)
}

// doc puts comment lines before a declaration.
func doc(f *jen.File, format string, args ...any) {
	f.Line()
	for _, line := range wrap(fmt.Sprintf(format, args...), 116) {
		f.Comment("// " + line)
	}
}

// wrap breaks text into lines of at most width characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// comment makes free text of a spec safe inside a line comment: nothing in it can end the line, or change how it reads.
func comment(text string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
	words := strings.Fields(clean)
	for i, w := range words {
		if w == "+build" { // at the beginning of a line it would be a constraint
			words[i] = `"+build"`
		}
	}
	return strings.Join(words, " ")
}
