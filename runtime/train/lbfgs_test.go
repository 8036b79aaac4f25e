package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// minimize takes steps until there is nothing lower, at most so many.
func minimize(l *lbfgs[float64], f objective[float64], x []float64, most int) (steps int) {
	l.first = 0.1
	for steps < most && !l.finished {
		l.step(f, x)
		x = l.at.x
		steps++
	}
	return steps
}

// TestLBFGSOfAQuadratic: the minimum of ½x'Ax − b'x is where Ax = b.
func TestLBFGSOfAQuadratic(t *testing.T) {
	const n = 12
	r := rand.New(rand.NewPCG(1, 1))
	root, want := make([][]float64, n), make([]float64, n)
	for i := range root {
		want[i] = r.NormFloat64()
		for range n {
			root[i] = append(root[i], r.NormFloat64())
		}
		root[i][i] += 3
	}
	times := func(x []float64) (y []float64) { // A = R'R, of condition about 100
		y = make([]float64, n)
		for _, row := range root {
			add(y, inner(row, x), row)
		}
		return y
	}
	b := times(want)
	f := func(x, gradient []float64) float64 {
		ax := times(x)
		for i := range gradient {
			gradient[i] = ax[i] - b[i]
		}
		return inner(ax, x)/2 - inner(b, x)
	}
	var l lbfgs[float64]
	steps := minimize(&l, f, make([]float64, n), 200)
	for i, x := range l.at.x {
		if math.Abs(x-want[i]) > 1e-6 {
			t.Errorf("after %d steps entry %d is %v, not %v", steps, i, x, want[i])
		}
	}
	if !l.finished {
		t.Errorf("%d steps do not come to an end", steps)
	}
}

// rosenbrock is a bent valley, whose lowest point is (1, 1).
func rosenbrock(x, gradient []float64) float64 {
	a, b := 1-x[0], x[1]-x[0]*x[0]
	gradient[0], gradient[1] = -2*a-400*b*x[0], 200*b
	return a*a + 100*b*b
}

func TestLBFGSOfRosenbrock(t *testing.T) {
	for _, start := range [][]float64{{-1.2, 1}, {0, 0}, {5, -7}, {-3, 10}} {
		var l lbfgs[float64]
		if steps := minimize(&l, rosenbrock, start, 100); math.Hypot(l.at.x[0]-1, l.at.x[1]-1) > 1e-6 {
			t.Errorf("from %v %d steps lead to %v", start, steps, l.at.x)
		}
	}
}

// TestLBFGSMeetsWolfe: each step lowers the value as much as its slope promises, and ends where the slope is less steep, wherever the
// first length leads.
func TestLBFGSMeetsWolfe(t *testing.T) {
	for _, first := range []float64{1e-9, 1e-3, 1, 1e6} {
		l := lbfgs[float64]{first: first}
		l.step(rosenbrock, []float64{-1.2, 1})
		for range 20 {
			before := l.at
			l.step(rosenbrock, nil)
			if l.finished {
				break
			}
			s := []float64{l.at.x[0] - before.x[0], l.at.x[1] - before.x[1]}
			was, is := inner(s, before.gradient), inner(s, l.at.gradient)
			if l.at.value > before.value+enough*was || math.Abs(is) > -level*was*(1+1e-12) {
				t.Errorf("first length %g: from %g the step has slope %g at first and %g at the end, and leads to %g", first, before.value, was, is, l.at.value)
			}
		}
	}
}

// A function that ends nowhere, or is not finite beyond an edge, is no endless search.
func TestLBFGSOfWhatHasNoMinimum(t *testing.T) {
	calls := 0
	for name, f := range map[string]objective[float64]{
		"a slope without end": func(x, gradient []float64) float64 { calls++; gradient[0] = -1; return -x[0] },
		"not finite from 1 on": func(x, gradient []float64) float64 {
			calls++
			gradient[0] = -1
			if x[0] >= 1 {
				return math.NaN()
			}
			return -x[0]
		},
		"not finite": func(x, gradient []float64) float64 { calls++; return math.NaN() },
	} {
		calls = 0
		var l lbfgs[float64]
		minimize(&l, f, []float64{0}, 3)
		if limit := 3 * (mostTries + 1); calls > limit || name == "not finite from 1 on" && !(l.at.x[0] > 0.5 && l.at.x[0] < 1) {
			t.Errorf("%s: %d calls lead to %v", name, calls, l.at.x)
		}
	}
}

// hidden is the mean square error of a network with tanh units between one input and one output, over points of a sine.
func hidden(x, gradient []float64) (loss float64) {
	const rows = 40
	n := len(x) / 3
	clear(gradient)
	for r := range rows {
		in := -3 + 6*float64(r)/(rows-1)
		out, a := 0.0, make([]float64, n)
		for i := range n {
			a[i] = math.Tanh(x[i]*in + x[n+i])
			out += x[2*n+i] * a[i]
		}
		d := out - math.Sin(2*in)
		loss += d * d / rows
		for i := range n {
			dz := 2 * d / rows * x[2*n+i] * (1 - a[i]*a[i])
			gradient[i] += dz * in
			gradient[n+i] += dz
			gradient[2*n+i] += 2 * d / rows * a[i]
		}
	}
	return loss
}

// TestLBFGSBeatsAdam: from the same weights and with as many gradients the loss of a small network falls below what adam reaches
// with the best of several learning rates.
func TestLBFGSBeatsAdam(t *testing.T) {
	const most = 2000
	start := make([]float64, 3*8)
	r := rand.New(rand.NewPCG(2, 3))
	for i := range start {
		start[i] = r.NormFloat64()
	}
	adam := math.Inf(1)
	for _, rate := range []float64{0.003, 0.01, 0.03, 0.1} {
		x, g, m, v := slices.Clone(start), make([]float64, len(start)), make([]float64, len(start)), make([]float64, len(start))
		for step := 1; step <= most; step++ {
			adam = min(adam, hidden(x, g))
			for i, g := range g {
				m[i], v[i] = 0.9*m[i]+0.1*g, 0.999*v[i]+0.001*g*g
				x[i] -= rate * m[i] / (1 - math.Pow(0.9, float64(step))) / (math.Sqrt(v[i]/(1-math.Pow(0.999, float64(step)))) + 1e-8)
			}
		}
	}
	calls := 0
	l := lbfgs[float64]{first: 0.1}
	for x := start; calls < most-mostTries && !l.finished; x = l.at.x {
		l.step(func(x, gradient []float64) float64 { calls++; return hidden(x, gradient) }, x)
	}
	if t.Logf("adam %g, lbfgs %g", adam, l.at.value); l.at.value > adam/10 {
		t.Errorf("adam comes to %g, L-BFGS only to %g", adam, l.at.value)
	}
}

func TestLBFGSGoesOnFromBytes(t *testing.T) {
	var whole lbfgs[float64]
	minimize(&whole, rosenbrock, []float64{-1.2, 1}, 15)
	saved := whole.bytes()
	again := &lbfgs[float64]{first: 0.1}
	if err := again.read(saved, 2); err != nil || len(again.pairs) != memory {
		t.Fatal(err, len(again.pairs))
	}
	x := whole.at.x
	whole.step(rosenbrock, nil)
	if again.step(rosenbrock, x); !slices.Equal(again.at.x, whole.at.x) {
		t.Errorf("it goes on to %v, not to %v", again.at.x, whole.at.x)
	}
	if err := again.read(saved[:len(saved)-1], 2); err != errDamaged {
		t.Errorf("of damaged bytes: %v", err)
	}
}

// TestTrainingByLBFGS: a logistic regression ends where the gradient by rows that have weights, and by the decay, is 0.
func TestTrainingByLBFGS(t *testing.T) {
	for _, weight := range []string{"", "w"} {
		const decay = 0.01
		var rows strings.Builder
		rows.WriteString("a,b,y,w\n")
		r := rand.New(rand.NewPCG(4, 5))
		var list [][4]float64
		for i := range 50 {
			row := [4]float64{r.NormFloat64(), r.NormFloat64(), float64(r.IntN(2)), float64(i % 3)}
			row[0] += row[2]
			list = append(list, row)
			fmt.Fprintf(&rows, "%v,%v,%v,%v\n", row[0], row[1], row[2], row[3])
		}
		job, f := planeJob(t), binaryFake()
		job.Task, job.Data, job.Weight = Binary, write(t, "rows.csv", rows.String()), weight
		job.Validation, job.Test, job.NormalizeInputs, job.NormalizeOutputs = 0, 0, None, None
		job.LBFGS, job.Epochs = &LBFGS{Rate: 0.1, Decay: decay}, 100
		all := ran(t, 0, job, f)
		stopped := all[slices.IndexFunc(all, func(e Event) bool { return e.Event == EventStopped })]
		if stopped.Epoch > 50 || stopped.Message == "" || f.steps != nil {
			t.Errorf("it stopped with %+v after %d steps of the package", stopped, len(f.steps))
		}
		var sum, slope [3]float64
		for _, row := range list {
			w := 1.0
			if weight != "" {
				w = row[3]
			}
			d := 1/(1+math.Exp(-f.W[0]*row[0]-f.W[1]*row[1]-f.W[2])) - row[2]
			for i, x := range []float64{row[0], row[1], 1} {
				slope[i] += w * d * x
				sum[i] += w
			}
		}
		for i := range slope {
			if got := slope[i]/sum[i] + decay*f.W[i]; math.Abs(got) > 1e-6 {
				t.Errorf("weights %q: the slope by weight %d is %g", weight, i, got)
			}
		}
	}
}
