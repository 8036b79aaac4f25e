package ir

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/expr"
)

func temp(name string, rows int) *Buffer { return &Buffer{Name: name, Rows: rows, Cols: Batch} }

func param(name string, rows, cols int) *Buffer {
	return &Buffer{Name: name, Role: Param, Rows: rows, Cols: cols}
}

var (
	x    = &Buffer{Name: "x", Role: Example, Rows: 4, Cols: Batch}
	t1   = &Buffer{Name: "t", Role: Example, Rows: 1, Cols: Batch}
	w    = param("W1", 8, 4)
	b    = param("b1", 8, 1)
	dw   = &Buffer{Name: "dW1", Role: Grad, Rows: 8, Cols: 4}
	z    = temp("z1", 8)
	loss = &Buffer{Name: "loss", Rows: 1, Cols: 1}
)

func affine(dst, w, x, b *Buffer) *Instr {
	return &Instr{Op: Affine, Dst: dst, Args: []*Buffer{w, x, b}}
}

func relu(dst, src *Buffer) *Instr {
	return &Instr{Op: Map, Layer: 1, Dst: dst, Args: []*Buffer{src}, F: expr.MustParse("max(x, 0)", "x"), Vars: []string{"x"}}
}

func TestVerifyAccepts(t *testing.T) {
	p := &Program{
		Forward: []*Instr{affine(z, w, x, b), relu(z, z)},
		Train:   []*Instr{affine(z, w, x, b)},
		Loss:    []*Instr{{Op: CrossEntropy, Dst: loss, Args: []*Buffer{z, t1}, Scale: PerExample}},
		Backward: []*Instr{
			{Op: CrossEntropyGrad, Dst: temp("dz1", 8), Args: []*Buffer{z, t1}, Scale: PerExample},
		},
		Update: []*Instr{{Op: Step, Dst: w, Args: []*Buffer{dw}}},
	}
	if err := p.Verify(); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyRefuses(t *testing.T) {
	dz := temp("dz1", 8)
	after := func(in *Instr) []*Instr { return []*Instr{affine(z, w, x, b), in} }
	for name, c := range map[string]struct {
		body []*Instr
		want string
	}{
		"read before written":  {[]*Instr{relu(temp("a1", 8), z)}, "z1 is read before it is written"},
		"written too late":     {[]*Instr{relu(temp("a1", 8), z), affine(z, w, x, b)}, "z1 is read before it is written"},
		"too few operands":     {[]*Instr{{Op: Affine, Dst: z, Args: []*Buffer{w, x}}}, "2 operands instead of 3"},
		"too many operands":    {after(&Instr{Op: BiasGrad, Dst: b, Args: []*Buffer{z, z}}), "2 operands instead of 1"},
		"no destination":       {[]*Instr{{Op: Softmax, Args: []*Buffer{x}}}, "softmax without a destination"},
		"unknown operation":    {[]*Instr{{Op: Op(99), Dst: z}}, "unknown operation 99"},
		"weights too narrow":   {[]*Instr{affine(z, param("W1", 8, 3), x, b)}, "shapes do not fit"},
		"weights too short":    {[]*Instr{affine(z, param("W1", 7, 4), x, b)}, "shapes do not fit"},
		"bias too short":       {[]*Instr{affine(z, w, x, param("b1", 7, 1))}, "shapes do not fit"},
		"map to fewer rows":    {after(relu(temp("a1", 7), z)), "shapes do not fit"},
		"softmax to more rows": {after(&Instr{Op: Softmax, Dst: temp("a1", 9), Args: []*Buffer{z}}), "shapes do not fit"},
		"loss is no scalar":    {after(&Instr{Op: CrossEntropy, Dst: b, Args: []*Buffer{z, t1}}), "shapes do not fit"},
		"classes of four rows": {after(&Instr{Op: CrossEntropy, Dst: loss, Args: []*Buffer{z, x}}), "shapes do not fit"},
		"loss of unlike sizes": {after(&Instr{Op: Loss, Dst: loss, Args: []*Buffer{z, x}}), "shapes do not fit"},
		"gradient of logits":   {after(&Instr{Op: CrossEntropyGrad, Dst: temp("dz1", 7), Args: []*Buffer{z, t1}}), "shapes do not fit"},
		"weight gradient":      {after(&Instr{Op: WeightGrad, Dst: param("dW1", 4, 8), Args: []*Buffer{z, x}}), "shapes do not fit"},
		"bias gradient":        {after(&Instr{Op: BiasGrad, Dst: param("db1", 8, 2), Args: []*Buffer{z}}), "shapes do not fit"},
		"input gradient":       {after(&Instr{Op: InputGrad, Dst: temp("da0", 8), Args: []*Buffer{w, z}}), "shapes do not fit"},
		"step of a state":      {after(&Instr{Op: Step, Dst: &Buffer{Name: "vW1", Role: State, Rows: 8, Cols: 4}, Args: []*Buffer{dw}}), "shapes do not fit"},
		"step of another size": {after(&Instr{Op: Step, Dst: b, Args: []*Buffer{dw}}), "shapes do not fit"},
		"step by no gradient":  {after(&Instr{Op: Step, Dst: w, Args: []*Buffer{w}}), "shapes do not fit"},
		"step without operand": {after(&Instr{Op: Step, Dst: w}), "shapes do not fit"},
		"gradient never made":  {after(&Instr{Op: WeightGrad, Dst: dw, Args: []*Buffer{dz, x}}), "dz1 is read before"},
	} {
		p := &Program{Forward: c.body}
		err := p.Verify()
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "internal error: forward: ") {
			t.Errorf("%s: got %v, want …%s…", name, err, c.want)
		}
	}
}

// Forward and the training lists have buffers of their own: what one wrote the other may not read.
func TestVerifyKeepsRunsApart(t *testing.T) {
	p := &Program{Forward: []*Instr{affine(z, w, x, b)}, Train: []*Instr{relu(z, z)}}
	if err := p.Verify(); err == nil || !strings.Contains(err.Error(), "train") {
		t.Fatalf("got %v", err)
	}
}

func TestInstrString(t *testing.T) {
	for want, in := range map[string]*Instr{
		"z1 (8, m) = affine W1 x b1":                            affine(z, w, x, b),
		"a1 (8, m) = map max(x, 0.0) x=z1":                      relu(temp("a1", 8), z),
		"loss (1, 1) = cross_entropy z1 t / m":                  {Op: CrossEntropy, Dst: loss, Args: []*Buffer{z, t1}, Scale: PerExample},
		"loss (1, 1) = loss (y - t) * (y - t) y=z1 t=t / (m n)": {Op: Loss, Dst: loss, Args: []*Buffer{z, t1}, F: expr.MustParse("(y - t)*(y - t)", "y", "t"), Vars: []string{"y", "t"}, Scale: PerValue},
		"W1 (8, 4) = step dW1":                                  {Op: Step, Dst: w, Args: []*Buffer{dw}},
		"dW1 (8, 4) = weight_grad z1 x":                         {Op: WeightGrad, Dst: dw, Args: []*Buffer{z, x}},
	} {
		if got := in.String(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestBuilderBindsWhatIsMentioned(t *testing.T) {
	b := NewBuilder()
	src, dst := b.Temp("z1", 3), b.Temp("dz1", 3)
	in := b.EmitF(Map, dst, expr.MustParse("d*2", "d"), Bound{"x", src}, Bound{"d", dst})
	if len(in.Args) != 1 || in.Args[0] != dst || in.Arg("d") != dst || in.Arg("x") != nil {
		t.Errorf("bound %v to %v", in.Vars, in.Args)
	}
	if b.Temp("z1", 3) != src || len(b.Program().Buffers) != 2 {
		t.Error("a buffer was declared twice")
	}
	if list := b.Take(); len(list) != 1 || len(b.Take()) != 0 {
		t.Errorf("took %v", list)
	}
}
