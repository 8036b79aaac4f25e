package ir

import (
	"fmt"
	"slices"
)

// Verify checks that every instruction reads only what was written before it and that all shapes fit. It runs after
// every pass; an error is a bug of nngen. Once calls are chosen, they must compute every instruction.
func (p *Program) Verify() error {
	for _, run := range p.Runs() {
		written := map[*Buffer]bool{}
		for _, f := range run {
			for _, in := range *f.Body {
				if in.Op == nil || in.Dst == nil {
					return fmt.Errorf("internal error: %s: an instruction without operation or destination", f.Name)
				}
				if err := in.check(written); err != nil {
					return fmt.Errorf("internal error: %s: %q: %w", f.Name, in, err)
				}
				written[in.Dst.Memory()] = true
			}
		}
	}
	return p.covered()
}

func (in *Instr) check(written map[*Buffer]bool) error {
	for _, a := range in.Args {
		if a.Role == Temp && !written[a.Memory()] {
			return fmt.Errorf("%s is read before it is written", a.Name)
		}
	}
	if !in.Op.fits(in.Dst, in.Args) {
		return fmt.Errorf("the shapes do not fit")
	}
	return nil
}

// is reports whether the buffer has no batch and the shape.
func is(b *Buffer, dims ...int) bool { return !b.Batched && slices.Equal(b.Dims, dims) }

// scalar reports whether the buffer is a single number.
func scalar(b *Buffer) bool { return is(b, 1) }

// onLast reports whether y is x with another last dimension, both batches.
func onLast(y, x *Buffer) bool {
	last := len(x.Dims) - 1
	return y.Batched && x.Batched && len(y.Dims) == len(x.Dims) && slices.Equal(y.Dims[:last], x.Dims[:last])
}

func (Affine) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 3 && onLast(d, a[1]) && is(a[0], d.Last(), a[1].Last()) && is(a[2], d.Last())
}

func (m *Map) fits(d *Buffer, a []*Buffer) bool {
	for i, b := range a {
		fits := slices.Equal(b.Dims, d.Dims)
		if inner := m.InnerOf(i); inner > 0 {
			fits = !b.Batched && d.Size()%(inner*b.Size()) == 0
		}
		if !fits || b.Batched && !d.Batched {
			return false
		}
	}
	return len(a) == len(m.Vars) && m.F != nil
}

func (Softmax) fits(d *Buffer, a []*Buffer) bool { return len(a) == 1 && a[0].Alike(d) }

func (SoftmaxGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && a[0].Alike(d) && a[1].Alike(d)
}

func (l *Loss) fits(d *Buffer, a []*Buffer) bool {
	for _, b := range a {
		if !b.Batched || !b.Alike(a[0]) {
			return false
		}
	}
	return len(a) == len(l.Vars) && len(a) > 0 && scalar(d) && l.F != nil
}

// classes reports whether t holds the number of a class for every example.
func classes(t *Buffer) bool { return t.Batched && t.Size() == 1 }

func (*CrossEntropy) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && scalar(d) && a[0].Batched && classes(a[1])
}

func (*CrossEntropyGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && d.Batched && a[0].Alike(d) && classes(a[1])
}

func (WeightGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && onLast(a[0], a[1]) && is(d, a[0].Last(), a[1].Last())
}

func (s BiasGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && a[0].Batched && !d.Batched && a[0].Size()%(d.Size()*max(1, s.Inner)) == 0
}

func (InputGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && onLast(d, a[1]) && is(a[0], a[1].Last(), d.Last())
}

func (*Dropout) fits(d *Buffer, a []*Buffer) bool { return len(a) == 1 && d.Batched && a[0].Alike(d) }

func (Step) fits(d *Buffer, a []*Buffer) bool {
	for _, b := range a {
		if !b.Alike(d) {
			return false
		}
	}
	return d.Role == Param && len(a) > 0 && a[0].Role == Grad
}
