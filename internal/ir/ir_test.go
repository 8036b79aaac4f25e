package ir

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/expr"
)

func temp(name string, dims ...int) *Buffer { return &Buffer{Name: name, Dims: dims, Batched: true} }

func param(name string, dims ...int) *Buffer {
	return &Buffer{Name: name, Role: Param, Dims: dims}
}

var (
	x    = &Buffer{Name: "x", Role: Example, Dims: []int{4}, Batched: true}
	t1   = &Buffer{Name: "t", Role: Example, Dims: []int{1}, Batched: true}
	w    = param("W1", 8, 4)
	b    = param("b1", 8)
	dw   = &Buffer{Name: "dW1", Role: Grad, Dims: []int{8, 4}}
	z    = temp("z1", 8)
	loss = &Buffer{Name: "loss", Dims: []int{1}}
)

func affine(dst, w, x, b *Buffer) *Instr {
	return NewInstr(Affine{}, dst, w, x, b)
}

func relu(dst, src *Buffer) *Instr {
	return NewInstr(&Map{F: expr.MustParse("max(x, 0)", "x"), Vars: []string{"x"}}, dst, src)
}

func TestVerifyAccepts(t *testing.T) {
	p := &Program{
		Forward: []*Instr{affine(z, w, x, b), relu(z, z)},
		Train:   []*Instr{affine(z, w, x, b)},
		Loss:    []*Instr{NewInstr(&CrossEntropy{Scale: PerExample}, loss, z, t1)},
		Backward: []*Instr{
			NewInstr(&CrossEntropyGrad{Scale: PerExample}, temp("dz1", 8), z, t1),
		},
		Update: []*Instr{NewInstr(Step{}, w, dw)},
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
		"too few operands":     {[]*Instr{NewInstr(Affine{}, z, w, x)}, "shapes do not fit"},
		"too many operands":    {after(NewInstr(BiasGrad{}, b, z, z)), "shapes do not fit"},
		"no destination":       {[]*Instr{NewInstr(Softmax{}, nil, x)}, "an instruction without operation or destination"},
		"unknown operation":    {[]*Instr{{Dst: z}}, "an instruction without operation or destination"},
		"weights too narrow":   {[]*Instr{affine(z, param("W1", 8, 3), x, b)}, "shapes do not fit"},
		"weights too short":    {[]*Instr{affine(z, param("W1", 7, 4), x, b)}, "shapes do not fit"},
		"bias too short":       {[]*Instr{affine(z, w, x, param("b1", 7))}, "shapes do not fit"},
		"map to fewer rows":    {after(relu(temp("a1", 7), z)), "shapes do not fit"},
		"softmax to more rows": {after(NewInstr(Softmax{}, temp("a1", 9), z)), "shapes do not fit"},
		"loss is no scalar":    {after(NewInstr(&CrossEntropy{Scale: PerExample}, b, z, t1)), "shapes do not fit"},
		"classes of four rows": {after(NewInstr(&CrossEntropy{Scale: PerExample}, loss, z, x)), "shapes do not fit"},
		"loss of unlike sizes": {after(NewInstr(&Loss{F: expr.Num(1), Vars: []string{"y", "t"}}, loss, z, x)), "shapes do not fit"},
		"gradient of logits":   {after(NewInstr(&CrossEntropyGrad{Scale: PerExample}, temp("dz1", 7), z, t1)), "shapes do not fit"},
		"weight gradient":      {after(NewInstr(WeightGrad{}, param("dW1", 4, 8), z, x)), "shapes do not fit"},
		"bias gradient":        {after(NewInstr(BiasGrad{}, param("db1", 9), z)), "shapes do not fit"},
		"input gradient":       {after(NewInstr(InputGrad{}, temp("da0", 8), w, z)), "shapes do not fit"},
		"step of a state":      {after(NewInstr(Step{}, &Buffer{Name: "vW1", Role: State, Dims: []int{8, 4}}, dw)), "shapes do not fit"},
		"step of another size": {after(NewInstr(Step{}, b, dw)), "shapes do not fit"},
		"step by no gradient":  {after(NewInstr(Step{}, w, w)), "shapes do not fit"},
		"step without operand": {after(NewInstr(Step{}, w)), "shapes do not fit"},
		"gradient never made":  {after(NewInstr(WeightGrad{}, dw, dz, x)), "dz1 is read before"},
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
		"loss (1, 1) = cross_entropy z1 t / m":                  NewInstr(&CrossEntropy{Scale: PerExample}, loss, z, t1),
		"loss (1, 1) = cross_entropy z1 t smoothing 0.1 / m":    NewInstr(&CrossEntropy{Scale: PerExample, Smoothing: 0.1}, loss, z, t1),
		"loss (1, 1) = loss (y - t) * (y - t) y=z1 t=t / (m n)": NewInstr(&Loss{F: expr.MustParse("(y - t)*(y - t)", "y", "t"), Vars: []string{"y", "t"}, Scale: PerValue}, loss, z, t1),
		"W1 (8, 4) = step dW1":                                  NewInstr(Step{}, w, dw),
		"dW1 (8, 4) = weight_grad z1 x":                         NewInstr(WeightGrad{}, dw, z, x),
	} {
		if got := in.String(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestBuilderBindsWhatIsMentioned(t *testing.T) {
	b := NewBuilder()
	src, dst := b.Temp("z1", 3), b.Temp("dz1", 3)
	in := b.EmitMap(dst, Map{F: expr.MustParse("d*2", "d")}, Bound{Var: "x", Buf: src}, Bound{Var: "d", Buf: dst})
	if len(in.Args) != 1 || in.Args[0] != dst || in.Arg("d") != dst || in.Arg("x") != nil {
		t.Errorf("bound %v to %v", in.vars(), in.Args)
	}
	if b.Temp("z1", 3) != src || len(b.Program().Buffers) != 2 {
		t.Error("a buffer was declared twice")
	}
	if list := b.Take(); len(list) != 1 || len(b.Take()) != 0 {
		t.Errorf("took %v", list)
	}
}
