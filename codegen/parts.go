package codegen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// maxSteps is how many steps, calls of kernels and the like, stand in one method. The Go compiler takes several times as long for a
// method of thousands as for the same in parts.
const maxSteps = 100

// parts is a method that calls others in turn where it would be too long.
type parts struct {
	recv, typ, name string
	on              *jen.Statement // what the others are methods of, as the method calls it; default: recv
	params, args    []jen.Code     // theirs, and what they are called with
	what            []string       // what each of them does
	bodies          []func(*jen.Group)
	result          jen.Code // the type of list, a parameter that each of them returns longer; nil where there is none
}

// several reports whether there are parts at all.
func (p *parts) several() bool { return len(p.bodies) > 1 }

// part names one of the others.
func (p *parts) part(i int) string {
	return fmt.Sprint(strings.ToLower(p.name[:1]), p.name[1:], i+1)
}

// print prints what the method does: its one body, or the calls of the others.
func (p *parts) print(b *jen.Group) {
	if !p.several() {
		for _, body := range p.bodies {
			body(b)
		}
		return
	}
	on := p.on
	if on == nil {
		on = id(p.recv)
	}
	for i := range p.bodies {
		call := on.Clone().Dot(p.part(i)).Call(p.args...)
		if p.result != nil {
			call = id("list").Op("=").Add(call)
		}
		b.Add(call)
	}
}

// methods prints the others.
func (p *parts) methods(f *jen.File) {
	if !p.several() {
		return
	}
	for i, body := range p.bodies {
		doc(f, "%s %s.", p.part(i), p.what[i])
		f.Add(method(p.recv, p.typ, p.part(i))).Params(p.params...).Add(p.result).BlockFunc(func(b *jen.Group) {
			body(b)
			if p.result != nil {
				b.Return(id("list"))
			}
		})
	}
}

// add gives the others a parameter, and what the method hands to it.
func (p *parts) add(param, arg jen.Code) {
	p.params, p.args = append(p.params, param), append(p.args, arg)
}

// each gives the method a step for every entry of a list; print prints it, and like finds those that loops go over.
func each[T any](g *generator, p *parts, list []T, what string, like likeness[T], print func(*jen.Group, T)) *parts {
	for some := range slices.Chunk(repeats(list, like), maxSteps) {
		p.bodies = append(p.bodies, func(b *jen.Group) {
			for _, r := range some {
				turn(g, b, r, print)
			}
		})
		p.what = append(p.what, what)
	}
	return p
}

// passage is what a method does for a layer, or for several in a loop.
type passage = repeat[[]*ir.Call]

// layers gives the method the paragraphs of calls; print prints some. Where there are parts, each begins with what begin prints, which
// it is given the calls for.
func (p *parts) layers(list []passage, begin func(*jen.Group, []*ir.Call), print func(*jen.Group, []passage)) *parts {
	for _, some := range inParts(list) {
		p.bodies = append(p.bodies, func(b *jen.Group) {
			if p.several() {
				var calls []*ir.Call
				for _, r := range some {
					calls = append(calls, slices.Concat(r.steps...)...)
				}
				begin(b, calls)
			}
			print(b, some)
		})
		last := some[len(some)-1].last
		p.what = append(p.what, fmt.Sprintf("is %s from %s to %s", p.name, stage(some[0].steps[0][0]), stage(last[len(last)-1])))
	}
	return p
}

// heads prints the mathematics of a paragraph as the comment above it.
func heads(b *jen.Group, r passage, batch bool) {
	for _, calls := range r.steps {
		for _, text := range headings(calls, batch) {
			for _, line := range wrapFormulas(text) {
				b.Comment("// " + line)
			}
		}
	}
	if r.times > 1 {
		b.Comment(fmt.Sprintf("// and so on until %s:", stage(r.last[0])))
	}
}

// inParts cuts paragraphs where a method would have too many steps.
func inParts(list []passage) (parts [][]passage) {
	total := 0
	for _, r := range list {
		n := 0
		for _, c := range slices.Concat(r.steps...) {
			n += steps(c)
		}
		if total += n; total > maxSteps || parts == nil {
			parts, total = append(parts, nil), n
		}
		last := len(parts) - 1
		parts[last] = append(parts[last], r)
	}
	return parts
}

// steps is how many steps a call counts for: one that is written out has many operations.
func steps(c *ir.Call) int {
	n := 1
	if c.Kernel == ir.WrittenOut {
		for _, in := range c.Instrs {
			n += in.MultiplyAdds() / maxSteps
		}
	}
	return n
}

// stage says where a call stands.
func stage(c *ir.Call) string {
	in := c.First()
	if in.Part != ir.InLayer {
		return "the " + strings.ToLower(title(in))
	}
	return strings.ToLower(title(in))
}
