package codegen

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// loop is by how much numbers grow from one turn of a loop over equal layers to the next. Without a loop nothing grows.
type loop struct {
	stride  int // the place in a family
	advance int // that in canonical order
	number  int // that of the layer
}

func (l loop) times(k int) loop { return loop{l.stride * k, l.advance * k, l.number * k} }

// linear is first + by·i.
func linear(first, by int) *jen.Statement {
	switch {
	case by == 0:
		return jen.Lit(first)
	case by == -1:
		return jen.Lit(first).Op("-").Id("i")
	case by < 0:
		return jen.Lit(first).Op("-").Add(times("i", -by))
	case first == 0:
		return times("i", by)
	}
	return times("i", by).Op("+").Lit(first)
}

// repeat is one step of a method, or several that are repeated in a loop over equal layers.
type repeat[T any] struct {
	steps []T
	times int
	by    loop
	last  T
}

// A loop has at least so many turns, and at most so many steps.
const leastTurns, mostSteps = 16, 4

// likeness says what makes a step the repetition of another.
type likeness[T any] struct {
	// apart is how far b stands behind a, if that can be told.
	apart func(a, b T) (loop, bool)
	// same reports whether b is a when it stands so far behind.
	same func(a, b T, by loop) bool
}

// repeats finds loops in a list of steps.
func repeats[T any](list []T, like likeness[T]) (found []repeat[T]) {
	for at := 0; at < len(list); {
		r := repeat[T]{steps: list[at : at+1], times: 1}
		for n := 1; n <= mostSteps && at+n < len(list); n++ {
			by, ok := like.apart(list[at], list[at+n])
			if !ok {
				continue
			}
			if turns := turns(list[at:], n, by, like); turns >= leastTurns && turns*n > r.times*len(r.steps) {
				r = repeat[T]{steps: list[at : at+n], times: turns, by: by}
			}
		}
		at += len(r.steps) * r.times
		r.last = list[at-1]
		found = append(found, r)
	}
	return found
}

// turns is how often the first n steps of a list are done.
func turns[T any](list []T, n int, by loop, like likeness[T]) int {
	turns := 1
	for ; (turns+1)*n <= len(list); turns++ {
		for i := range n {
			if !like.same(list[i], list[turns*n+i], by.times(turns)) {
				return turns
			}
		}
	}
	return turns
}

// turn prints the steps, in a loop where there is one.
func turn[T any](g *generator, b *jen.Group, r repeat[T], print func(*jen.Group, T)) {
	if r.times == 1 {
		for _, x := range r.steps {
			print(b, x)
		}
		return
	}
	b.For(id("i").Op(":=").Range().Lit(r.times)).BlockFunc(func(b *jen.Group) {
		g.loop = r.by
		for _, x := range r.steps {
			print(b, x)
		}
		g.loop = loop{}
	})
}

// likeCalls says when paragraphs are the same for two layers. f has the families; of is what a buffer without one is printed as.
func likeCalls(f families, of func(*ir.Buffer) *ir.Buffer) likeness[[]*ir.Call] {
	return likeness[[]*ir.Call]{
		func(a, b []*ir.Call) (loop, bool) {
			for _, x := range buffersOf(a) {
				m, ok := f[x]
				for _, y := range buffersOf(b) {
					if n, too := f[y]; ok && too && m.family == n.family {
						return loop{stride: n.at - m.at}, n.at != m.at
					}
				}
			}
			return loop{}, false
		},
		func(a, b []*ir.Call, by loop) bool {
			return slices.EqualFunc(a, b, func(c, d *ir.Call) bool { return f.alike(c, d, of, by.stride) })
		},
	}
}

// buffersOf are the parameters and memories that calls are given, in order.
func buffersOf(calls []*ir.Call) (list []*ir.Buffer) {
	for _, c := range calls {
		for _, a := range c.Args {
			if b, is := a.(*ir.Buffer); is {
				list = append(list, holder(b))
			}
		}
	}
	return list
}

// alike reports whether two calls of a kernel are the same but for their places in families, which are so far apart.
func (f families) alike(c, d *ir.Call, of func(*ir.Buffer) *ir.Buffer, apart int) bool {
	plain := c.Args != nil && c.Parts == nil && rowPrinters[c.Kernel] == nil && batchPrinters[c.Kernel] == nil
	return plain && c.Kernel == d.Kernel && c.Storage == d.Storage && slices.EqualFunc(c.Args, d.Args, func(p, q ir.Arg) bool {
		x, isBuffer := p.(*ir.Buffer)
		y, too := q.(*ir.Buffer)
		if isBuffer && too {
			return x.Role == y.Role && x.Size() == y.Size() && f.moved(x, y, of, apart)
		}
		return !isBuffer && !too && sameArg(p, q)
	})
}

// moved reports whether y stands so far behind x in a family, or is printed as x is where neither is in one.
func (f families) moved(x, y *ir.Buffer, of func(*ir.Buffer) *ir.Buffer, apart int) bool {
	x, y = holder(x), holder(y)
	m, in := f[x]
	n, too := f[y]
	if in && too {
		return m.family == n.family && n.at == m.at+apart
	}
	return !in && !too && of(x) == of(y)
}

// holder is the parameter that a gradient belongs to, or the memory of another buffer.
func holder(b *ir.Buffer) *ir.Buffer {
	if b = b.Memory(); b.Role == ir.Grad {
		return b.GradOf
	}
	return b
}

// sameArg reports whether arguments that are no buffers are the same.
func sameArg(p, q ir.Arg) bool {
	switch p.(type) {
	case ir.Int, ir.Num, ir.Examples, ir.Bool, ir.Absent:
		return p == q
	}
	return false
}

// never finds no loops.
func never[T any]() likeness[T] {
	return likeness[T]{apart: func(_, _ T) (loop, bool) { return loop{}, false }}
}

// likeParams says when the parameters of two layers begin alike.
func (g *generator) likeParams() likeness[*ir.Buffer] {
	return likeness[*ir.Buffer]{g.kin.params.apart, func(a, b *ir.Buffer, by loop) bool {
		f, h := a.Saved.Fill, b.Saved.Fill
		return g.kin.params.moved(a, b, itself, by.stride) && f.Dist == h.Dist && f.Spread == h.Spread && f.Value == h.Value
	}}
}

// apart is how far b stands behind a in their family.
func (f families) apart(a, b *ir.Buffer) (loop, bool) {
	m, in := f[a]
	n, too := f[b]
	return loop{stride: n.at - m.at}, in && too && m.family == n.family
}

// itself is what a buffer without a family is printed as, where each has a name of its own.
func itself(b *ir.Buffer) *ir.Buffer { return b }

// layerTensor splits layer17.weight into 17 and .weight.
func layerTensor(name string) (number int, rest string, ok bool) {
	digits, rest, dot := strings.Cut(strings.TrimPrefix(name, "layer"), ".")
	number, err := strconv.Atoi(digits)
	return number, "." + rest, dot && err == nil && strings.HasPrefix(name, "layer")
}
