package ir

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/expr"
)

// Builder appends instructions to one list of a program. Layer kinds lower themselves through it.
type Builder struct {
	prog  *Program
	index map[string]*Buffer
	body  []*Instr
	// Layer and Part are given to what is built from now on.
	Layer int
	Part  Part
	after []*Instr // what an update does once the parameters are changed
	// Training says that the forward pass of training is being built, which dropout is a part of.
	Training bool
}

// NewBuilder starts an empty program.
func NewBuilder() *Builder {
	return &Builder{prog: &Program{}, index: map[string]*Buffer{}}
}

// Program is the program under construction.
func (b *Builder) Program() *Program { return b.prog }

// Take returns the instructions built since the last call and starts a new list.
func (b *Builder) Take() []*Instr {
	body := b.body
	b.body = nil
	return body
}

// Built returns the instructions built since the last Take.
func (b *Builder) Built() []*Instr { return b.body }

// Enter makes what is built from now on part of layer l.
func (b *Builder) Enter(l int) { b.Layer, b.Part = l, InLayer }

// Outside makes what is built from now on belong to no layer.
func (b *Builder) Outside(p Part) { b.Layer, b.Part = 0, p }

// Buffer returns the buffer with the name, declaring it when it is new.
func (b *Builder) Buffer(name string, role Role, dims ...int) *Buffer {
	if buf := b.index[name]; buf != nil {
		if !slices.Equal(buf.Dims, dims) {
			panic(fmt.Sprintf("internal error: the buffer %s is to have the dimensions %v and %v", name, buf.Dims, dims))
		}
		return buf
	}
	buf := &Buffer{Name: name, Role: role, Layer: b.Layer, Dims: dims}
	b.index[name] = buf
	b.prog.Buffers = append(b.prog.Buffers, buf)
	return buf
}

// Batch is a buffer with an array of the shape for every example.
func (b *Builder) Batch(name string, role Role, dims ...int) *Buffer {
	buf := b.Buffer(name, role, dims...)
	buf.Batched = true
	return buf
}

// Temp is a temporary buffer with an array of the shape for every example.
func (b *Builder) Temp(name string, dims ...int) *Buffer { return b.Batch(name, Temp, dims...) }

// Like is a buffer of the shape of another one.
func (b *Builder) Like(of *Buffer, name string, role Role) *Buffer {
	buf := b.Buffer(name, role, of.Dims...)
	buf.Batched = of.Batched
	return buf
}

// GradOf is the buffer of the gradient of the loss by the entries of another one.
func (b *Builder) GradOf(of *Buffer) *Buffer {
	role := Temp
	if of.Role == Param {
		role = Grad
	}
	d := b.Like(of, "d"+of.Name, role)
	d.GradOf = of
	return d
}

// Emit appends an instruction.
func (b *Builder) Emit(op Op, dst *Buffer, args ...*Buffer) *Instr {
	in := NewInstr(op, dst, args...)
	in.Layer, in.Part = b.Layer, b.Part
	b.body = append(b.body, in)
	return in
}

// AfterUpdate adds what an update does once the parameters are changed.
func (b *Builder) AfterUpdate(op Op, dst *Buffer, args ...*Buffer) {
	in := NewInstr(op, dst, args...)
	in.Layer, in.Part = b.Layer, b.Part
	b.after = append(b.after, in)
}

// Updates appends to the list under construction what AfterUpdate has added.
func (b *Builder) Updates() { b.body = append(b.body, b.after...) }

// Bound binds a variable of a formula to a buffer.
type Bound struct {
	Var string
	Buf *Buffer
	// Inner is that of Map.
	Inner int
}

// bind returns the bound variables that the formula mentions, their buffers, and how these are spread.
func bind(f expr.Expr, bound []Bound) (vars []string, args []*Buffer, inner []int) {
	for _, v := range bound {
		if expr.Mentions(f, v.Var) {
			vars = append(vars, v.Var)
			args = append(args, v.Buf)
			inner = append(inner, v.Inner)
		}
	}
	return vars, args, inner
}

// EmitMap appends a formula that is applied entry by entry; variables that it does not mention are left out.
func (b *Builder) EmitMap(dst *Buffer, m Map, bound ...Bound) *Instr {
	var args []*Buffer
	m.Vars, args, m.Inner = bind(m.F, bound)
	return b.Emit(&m, dst, args...)
}

// EmitLoss appends the sum of a formula over all entries.
func (b *Builder) EmitLoss(dst *Buffer, l Loss, bound ...Bound) *Instr {
	var args []*Buffer
	l.Vars, args, _ = bind(l.F, bound)
	return b.Emit(&l, dst, args...)
}
