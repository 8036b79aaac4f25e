package ir

import "github.com/nngen/nngen/internal/expr"

// Builder appends instructions to one list of a program. Layer kinds lower themselves through it.
type Builder struct {
	prog  *Program
	index map[string]*Buffer
	body  []*Instr
	// Layer is given to what is built from now on.
	Layer int
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

// Buffer returns the buffer with the name, declaring it when it is new.
func (b *Builder) Buffer(name string, role Role, rows, cols int) *Buffer {
	if buf := b.index[name]; buf != nil {
		return buf
	}
	buf := &Buffer{Name: name, Role: role, Layer: b.Layer, Rows: rows, Cols: cols}
	b.index[name] = buf
	b.prog.Buffers = append(b.prog.Buffers, buf)
	return buf
}

// Temp is a buffer of n rows with a column for every example.
func (b *Builder) Temp(name string, n int) *Buffer { return b.Buffer(name, Temp, n, Batch) }

// Emit appends an instruction without a formula.
func (b *Builder) Emit(op Op, dst *Buffer, args ...*Buffer) *Instr {
	in := &Instr{Op: op, Layer: b.Layer, Dst: dst, Args: args}
	b.body = append(b.body, in)
	return in
}

// Bound binds a variable of a formula to a buffer.
type Bound struct {
	Var string
	Buf *Buffer
}

// EmitF appends an instruction with a formula; variables that the formula does not mention are left out.
func (b *Builder) EmitF(op Op, dst *Buffer, f expr.Expr, bound ...Bound) *Instr {
	in := b.Emit(op, dst)
	in.F = f
	for _, v := range bound {
		if expr.Mentions(f, v.Var) {
			in.Vars = append(in.Vars, v.Var)
			in.Args = append(in.Args, v.Buf)
		}
	}
	return in
}
