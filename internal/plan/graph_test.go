package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// eachGraph calls check with random programs in which buffers are read by several instructions, in any order.
func eachGraph(t *testing.T, n int, check func(t *testing.T, lowered, final *ir.Program, r *rand.Rand)) {
	for seed := range n {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := parse(t, "{version: 1, model: graph, inputs: 9, layers: [{units: 3}], output: {task: regression}, train: {batch: 1024}}")
			lowered, final := lowerGraph(s, uint64(seed)), lowerGraph(s, uint64(seed))
			if err := Optimize(final); err != nil {
				t.Fatalf("%v\n%s", err, lowered)
			}
			check(t, lowered, final, rand.New(rand.NewPCG(uint64(seed), 7)))
		})
	}
}

// lowerGraph lowers a random graph with the loss and the optimizer of a spec.
func lowerGraph(s *spec.Spec, seed uint64) *ir.Program {
	b := ir.NewBuilder()
	l := &lowering{b, s, b.Program(), s.Norms()}
	l.prog.ElementSize, l.prog.BatchRows = 4, s.Train.Batch
	l.declare()
	draw := func() *ir.Buffer {
		return (&graph{b, rand.New(rand.NewPCG(seed, 3)), []*ir.Buffer{l.prog.Input}}).draw()
	}
	l.prog.Output = draw()
	l.prog.Forward = l.Take()
	l.Training = true
	y := draw()
	l.prog.Train = l.Take()
	l.Outside(ir.InTraining)
	s.Train.Loss.Entry.Lower(b, s.Train.Loss.Args, 1, l.prog.LossValue, y, l.prog.Target)
	l.prog.Loss = l.Take()
	dy := l.GradOf(y)
	s.Train.Loss.Entry.LowerGrad(b, s.Train.Loss.Args, 1, 1, dy, y, l.prog.Target)
	derive(b, l.prog.Train, map[*ir.Buffer]*ir.Buffer{y: dy})
	l.prog.Backward = l.Take()
	l.update()
	return l.prog
}

// graph draws layers that take any of those before.
type graph struct {
	*ir.Builder
	r    *rand.Rand
	bufs []*ir.Buffer
}

// draw draws a network of nine inputs and three outputs.
func (g *graph) draw() *ir.Buffer {
	for range 3 + g.r.IntN(8) {
		g.Enter(len(g.bufs))
		g.bufs = append(g.bufs, g.layer())
	}
	g.Enter(len(g.bufs))
	y := g.layer()
	if !y.IsVector() || y.Size() != 3 || y.Role != ir.Temp {
		y = g.dense(y, 3)
	}
	return y
}

func (g *graph) layer() *ir.Buffer {
	a, b := pick(g.r, g.bufs), pick(g.r, g.bufs)
	switch k := g.r.IntN(10); {
	case k < 6:
		return g.dense(a, pick(g.r, []int{4, 8, 8, 40, 67, 100}))
	case k < 8 && a.Alike(b) && a != b:
		c := g.Temp(fmt.Sprintf("s%d", g.Layer), a.Dims...)
		g.EmitMap(c, ir.Map{F: expr.MustParse("x + y", "x", "y")}, ir.Bound{Var: "x", Buf: a}, ir.Bound{Var: "y", Buf: b})
		return c
	}
	c := g.Temp(fmt.Sprintf("c%d", g.Layer), a.Size()+b.Size())
	one := func(n int) ir.Axis { return ir.Axis{N: n, Dst: 1, Src: 1} }
	g.Emit(&ir.Place{Word: "concat", Blocks: []ir.Block{{Arg: 0, Axes: []ir.Axis{one(a.Size())}}, {Arg: 1, To: a.Size(), Axes: []ir.Axis{one(b.Size())}}}}, c, a, b)
	return c
}

// dense is a layer with relu, tanh or no activation. A relu has a kernel, and is done by that of the product where it can.
func (g *graph) dense(x *ir.Buffer, units int) *ir.Buffer {
	name := fmt.Sprint(g.Layer, units)
	W, b := g.Buffer("W"+name, ir.Param, units, x.Size()), g.Buffer("b"+name, ir.Param, units)
	z := g.Temp("z"+name, units)
	g.Emit(ir.Affine{}, z, W, x, b)
	var m ir.Map
	switch g.r.IntN(4) {
	case 0:
		return z
	case 1:
		m = ir.Map{F: expr.MustParse("tanh(x)", "x"), Slope: expr.MustParse("1 - y*y", "y")}
	default:
		m = ir.Map{F: expr.MustParse("max(x, 0)", "x"), Slope: expr.MustParse("where(y > 0, 1, 0)", "y"),
			Fast: &ir.Fast{Kernel: "relu", Vars: []string{"x"}}, FastSlope: &ir.Fast{Kernel: "reluGrad", Vars: []string{"y"}, InPlace: true}}
	}
	a := g.Temp("a"+name, units)
	g.EmitMap(a, m, ir.Bound{Var: "x", Buf: z})
	return a
}

// TestPassesKeepMeaningOfGraphs is TestPassesKeepMeaning where a buffer may be read more than once.
func TestPassesKeepMeaningOfGraphs(t *testing.T) {
	met := map[string]int{}
	eachGraph(t, 300, func(t *testing.T, lowered, final *ir.Program, r *rand.Rand) {
		keepMeaning(t, r, lowered, final)
		follow(t, final.ForwardScratch, final.Forward)
		follow(t, final.TrainScratch, final.Train, final.Loss, final.Backward)
		whole(t, final)
		meet(met, final)
		for _, list := range final.CallLists() {
			if slices.ContainsFunc(list.Calls, func(c *ir.Call) bool { return c.Kernel == "" }) {
				t.Errorf("a call of %s has no kernel", list.Name)
			}
		}
	})
	for _, choice := range []string{"narrowPair", "gemvTSparsePaddedRelu", ir.Gradients, ir.Blocks, "tail", "shared memory"} {
		if met[choice] == 0 {
			t.Errorf("no graph was drawn with %s", choice)
		}
	}
}
