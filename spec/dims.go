package spec

import (
	"math"

	"github.com/nngen/nngen/spec/diag"
)

// dimensions holds the assertions W, b and inputs of a layer against the sizes.
func (d *decoder) dimensions(l *Layer, from source, f fields) {
	rows := dim{l.Units, symbol(l.Index), l.units, "is set here"}
	cols := dim{l.In, from.symbol, from.at, "is set here"}
	if from.at != nil && from.at.kind == sequenceNode {
		cols.says = "is the number of these inputs"
		if d.spec.Typed() && d.spec.NumEncoded() != len(d.spec.Inputs) {
			cols.says = "is the number of entries that these inputs are encoded as"
		}
	}
	one := dim{n: 1, symbol: "1"}
	d.shape(f["W"], "W", l.Index, rows, cols)
	d.shape(f["b"], "b", l.Index, rows, one)
	n, ok := d.integer(f["inputs"], "inputs", 1, math.MaxInt)
	if ok && cols.n > 0 && n != cols.n {
		p := d.errorf(f["inputs"], "dim-mismatch", "layer %d has %d inputs, but it must have %s = %d", l.Index, n, cols.symbol, cols.n)
		p.Notes, p.Hint = cols.note(), "leave inputs out; it follows from the layer before."
	}
}

// dim is one dimension with where it comes from.
type dim struct {
	n      int
	symbol string
	at     *node
	says   string
}

func (x dim) note() []diag.Note { return note(x.at, "%s %s", x.symbol, x.says) }

func symbol(layer int) string { return "n[" + itoa(layer) + "]" }

// shape checks an assertion such as W: [3, 8]. The caret stands at the first number that is wrong.
func (d *decoder) shape(n *node, name string, layer int, rows, cols dim) {
	if n == nil {
		return
	}
	items := d.sequence(n, name)
	if len(items) != 2 {
		if n.kind == sequenceNode && len(items) > 0 {
			d.errorf(n, "wrong-type", "%s must be [rows, columns], not a list of %d", name, len(items)).Hint = "leave " + name + " out; it follows from the units."
		}
		return
	}
	r, okR := d.integer(items[0], "the number of rows of "+name, 1, math.MaxInt)
	c, okC := d.integer(items[1], "the number of columns of "+name, 1, math.MaxInt)
	if !okR || !okC || rows.n == 0 || cols.n == 0 || r == rows.n && c == cols.n {
		return
	}
	at, wrong := items[0], rows
	if r == rows.n {
		at, wrong = items[1], cols
	}
	p := d.errorf(at, "dim-mismatch", "%s[%d] is (%d, %d), but it must be (%s, %s) = (%d, %d)", name, layer, r, c, rows.symbol, cols.symbol, rows.n, cols.n)
	p.Notes = wrong.note()
	if r != rows.n && c != cols.n {
		p.Notes = append(p.Notes, cols.note()...)
	}
	p.Hint = "leave " + name + " out; it follows from the units."
}
