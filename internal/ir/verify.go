package ir

import "fmt"

// Verify checks that every instruction reads only what was written before it and that all shapes fit. It runs after
// every pass; an error is a bug of nngen.
func (p *Program) Verify() error {
	for _, run := range p.Runs() {
		written := map[*Buffer]bool{}
		for _, f := range run {
			for _, in := range *f.Body {
				if in.Dst == nil {
					return fmt.Errorf("internal error: %s: %s without a destination", f.Name, in.Op)
				}
				if err := in.check(written); err != nil {
					return fmt.Errorf("internal error: %s: %q: %w", f.Name, in, err)
				}
				written[in.Dst] = true
			}
		}
	}
	return nil
}

func (in *Instr) check(written map[*Buffer]bool) error {
	for _, a := range in.Args {
		if a.Role == Temp && !written[a] {
			return fmt.Errorf("%s is read before it is written", a.Name)
		}
	}
	rule, ok := shapeRules[in.Op]
	if !ok {
		return fmt.Errorf("unknown operation %d", in.Op)
	}
	if rule.operands >= 0 && len(in.Args) != rule.operands {
		return fmt.Errorf("%d operands instead of %d", len(in.Args), rule.operands)
	}
	if !rule.fits(in.Dst, in.Args) {
		return fmt.Errorf("the shapes do not fit")
	}
	return nil
}

type shapeRule struct {
	operands int // -1: any number
	fits     func(d *Buffer, a []*Buffer) bool
}

func is(b *Buffer, rows, cols int) bool { return b.Rows == rows && b.Cols == cols }

var shapeRules = map[Op]shapeRule{
	Affine: {3, func(d *Buffer, a []*Buffer) bool {
		return is(a[0], d.Rows, a[1].Rows) && d.Cols == a[1].Cols && is(a[2], d.Rows, 1)
	}},
	Map: {-1, func(d *Buffer, a []*Buffer) bool {
		for _, b := range a {
			if !is(b, d.Rows, d.Cols) && !is(b, d.Rows, 1) {
				return false
			}
		}
		return true
	}},
	Softmax: {1, func(d *Buffer, a []*Buffer) bool { return is(a[0], d.Rows, d.Cols) }},
	Loss: {-1, func(d *Buffer, a []*Buffer) bool {
		for _, b := range a {
			if !is(b, a[0].Rows, Batch) {
				return false
			}
		}
		return is(d, 1, 1)
	}},
	CrossEntropy:     {2, func(d *Buffer, a []*Buffer) bool { return is(d, 1, 1) && a[0].Cols == Batch && is(a[1], 1, Batch) }},
	CrossEntropyGrad: {2, func(d *Buffer, a []*Buffer) bool { return is(d, a[0].Rows, Batch) && is(a[1], 1, Batch) }},
	WeightGrad:       {2, func(d *Buffer, a []*Buffer) bool { return is(d, a[0].Rows, a[1].Rows) && a[0].Cols == a[1].Cols }},
	BiasGrad:         {1, func(d *Buffer, a []*Buffer) bool { return is(d, a[0].Rows, 1) }},
	InputGrad:        {2, func(d *Buffer, a []*Buffer) bool { return is(d, a[0].Cols, a[1].Cols) && a[0].Rows == a[1].Rows }},
	Dropout:          {1, func(d *Buffer, a []*Buffer) bool { return is(a[0], d.Rows, Batch) && d.Cols == Batch }},
	Step: {-1, func(d *Buffer, a []*Buffer) bool {
		for _, b := range a {
			if !is(b, d.Rows, d.Cols) {
				return false
			}
		}
		return d.Role == Param && len(a) > 0 && a[0].Role == Grad
	}},
}
