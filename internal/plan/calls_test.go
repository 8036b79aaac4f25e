package plan

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// onlyTrained names the operations that no prediction has. Update is one rule for all parameters.
var onlyTrained = []string{"loss", "cross_entropy", "cross_entropy_grad", "piecewise_grad", "weight_grad", "bias_grad", "input_grad", "dropout", "step",
	"largest_grad", "softmax_grad", "standardize_grad", "batch_moments", "batch_standardize", "batch_standardize_grad", "moving", "embed_grad",
	"conv_weight_grad", "max_pool_grad", "avg_pool_grad", "resample_grad"}

// TestEveryOperationHasAKernel fails for an operation that nothing is chosen for.
func TestEveryOperationHasAKernel(t *testing.T) {
	for _, op := range ir.Ops {
		if _, ok := forBatch[op.Name()]; ok == slices.Contains([]string{"step", "moving"}, op.Name()) {
			t.Errorf("%s: a choice for a batch is %v", op.Name(), ok)
		}
		if _, ok := forOne[op.Name()]; ok == slices.Contains(onlyTrained, op.Name()) {
			t.Errorf("%s: a choice for one example is %v", op.Name(), ok)
		}
	}
}

// planted is an operation that nobody has thought of.
type planted struct{ ir.Softmax }

func (planted) Name() string { return "planted" }

// TestUnknownOperation: an operation that nothing is chosen for is an error, not left out.
func TestUnknownOperation(t *testing.T) {
	for _, where := range []func(*ir.Program) []*ir.Instr{
		func(p *ir.Program) []*ir.Instr { return p.Forward },
		func(p *ir.Program) []*ir.Instr { return p.Train },
	} {
		p := Lower(parse(t, layers(4, []int{8, 3})))
		list := where(p)
		for _, in := range list {
			if in.Op.Name() == "map" {
				in.Op = planted{}
			}
		}
		if err := Optimize(p); err == nil || !strings.Contains(err.Error(), "no kernel is known") || !strings.Contains(err.Error(), "planted") {
			t.Errorf("the error is %v", err)
		}
	}
}

// TestCallsAreWhole: what a call leaves in no buffer, since it does several instructions at once, nobody reads.
func TestCallsAreWhole(t *testing.T) {
	eachSpec(t, 200, func(t *testing.T, s *spec.Spec, _ *rand.Rand) { whole(t, compile(t, s)) })
}

func whole(t *testing.T, p *ir.Program) {
	t.Helper()
	for _, list := range p.CallLists() {
		for at, c := range list.Calls {
			later := ir.Computed(list.Calls[at+1:])
			for _, in := range c.Instrs {
				b, written := in.Dst, c.Last().Dst
				if c.Kernel == ir.Gradient || c.Kernel == ir.Gradients || b == written {
					continue
				}
				if slices.ContainsFunc(later, func(l *ir.Instr) bool { return l.Reads(b) }) {
					t.Errorf("%s: %s does not keep %s, which is read later", list.Name, c, b.Name)
				}
			}
		}
	}
}

// TestPairReadTwice: two narrow layers are no pair where something else reads what lies between them, or where the second
// reads something else.
func TestPairReadTwice(t *testing.T) {
	build := func(second, third string) []string {
		b := ir.NewBuilder()
		x := b.Batch("x", ir.Example, 20)
		bufs := map[string]*ir.Buffer{"x": x}
		dense := func(name, from string, units int) {
			W, bias := b.Buffer("W"+name, ir.Param, units, bufs[from].Size()), b.Buffer("b"+name, ir.Param, units)
			W.Layout, W.Pad = ir.InputMajor, 0
			bufs[name] = b.Temp(name, units)
			b.Emit(ir.Affine{}, bufs[name], W, bufs[from], bias)
		}
		dense("p", "x", 8)
		relu := parse(t, layers(4, []int{8, 3}))
		for _, in := range compile(t, relu).Forward {
			if m, ok := in.Op.(*ir.Map); ok {
				b.Emit(m, bufs["p"], bufs["p"])
			}
		}
		dense("q", second, 8)
		dense("r", third, 4)
		p := b.Program()
		p.ElementSize, p.Output = 4, bufs["r"]
		var kernels []string
		for _, c := range (&chooser{prog: p, storage: stored}).cut(b.Take(), forOne) {
			kernels = append(kernels, c.Kernel)
		}
		return kernels
	}
	for _, c := range []struct {
		second, third string
		want          []string
	}{
		{"p", "q", []string{"narrowPair", "gemvTPadded"}},
		{"p", "p", []string{"gemvTPaddedRelu", "gemvTPadded", "gemvTPadded"}},
		{"x", "p", []string{"gemvTPaddedRelu", "gemvTPadded", "gemvTPadded"}},
		{"x", "q", []string{"gemvTPaddedRelu", "gemvTPadded", "gemvTPadded"}},
	} {
		if got := build(c.second, c.third); !slices.Equal(got, c.want) {
			t.Errorf("the second layer reads %s, the third %s: %v, want %v", c.second, c.third, got, c.want)
		}
	}
}
