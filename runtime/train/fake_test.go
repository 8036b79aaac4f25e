package train

import (
	"io"
	"math"
	"math/rand/v2"

	nn "github.com/nngen/nngen/runtime"
)

// fake is a generated package in miniature: one linear layer with the output
// activation and the loss of its task, trained by plain gradient descent.
type fake[E Float, In, T, Out any] struct {
	net    Network[E, In, T, Out]
	values func(t *T) []E // the inverse of SetTarget
	task   string
	rate   float64
	sums   bool // sse instead of mse

	W                   []E // W row-major, b
	InOffset, InScale   []E
	OutOffset, OutScale []E
	OutLow, OutHigh     []E

	gradient []E

	stepped func(n int) // nil, or told of each step
	steps   [][]In      // the batches of Step, as they came
	at      []int       // the epochs of SetEpoch
	alone   int         // gradients of a single row
}

func (f *fake[E, In, T, Out]) sizes() (in, out int) {
	return len(f.net.Input(new(In))), len(f.net.Output(new(Out)))
}

func (f *fake[E, In, T, Out]) network() Network[E, In, T, Out] {
	in, out := f.sizes()
	f.net.NumParams = out*in + out
	f.net.New = func(seed uint64) Model[E, In, Out] {
		random := rand.New(rand.NewPCG(seed, 0))
		f.W = make([]E, f.net.NumParams)
		for i := range out * in {
			f.W[i] = E(random.NormFloat64())
		}
		f.InOffset, f.InScale = make([]E, in), ones[E](in)
		f.OutOffset, f.OutScale = make([]E, out), ones[E](out)
		return f
	}
	f.net.Load = func(path string) (Model[E, In, Out], error) {
		in, out := f.sizes()
		f.W = make([]E, f.net.NumParams)
		f.InOffset, f.InScale = make([]E, in), make([]E, in)
		f.OutOffset, f.OutScale = make([]E, out), make([]E, out)
		return f, nn.LoadFile(path, func(r io.Reader) error { return nn.ReadTensors(r, "", f.tensors()) })
	}
	f.net.NewTrainer = func(m Model[E, In, Out]) Trainer[E, In, T] { return f }
	f.net.SetInputNorm = func(_ Model[E, In, Out], offset, scale []E) {
		copy(f.InOffset, offset)
		copy(f.InScale, scale)
	}
	f.net.SetOutputNorm = func(_ Model[E, In, Out], offset, scale []E) {
		copy(f.OutOffset, offset)
		copy(f.OutScale, scale)
	}
	f.net.SetOutputRange = func(_ Model[E, In, Out], low, high []E) { f.OutLow, f.OutHigh = low, high }
	return f.net
}

func ones[E Float](n int) []E {
	v := make([]E, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

func (f *fake[E, In, T, Out]) Params(dst []E)    { copy(dst, f.W) }
func (f *fake[E, In, T, Out]) SetParams(src []E) { copy(f.W, src) }

func (f *fake[E, In, T, Out]) SetEpoch(e int) {
	f.at = append(f.at, e)
}

func (f *fake[E, In, T, Out]) SetRate(lr float64) { f.rate = lr }

// tensors are the parts of the fake's weights file.
func (f *fake[E, In, T, Out]) tensors() (ts []nn.Tensor[E]) {
	for i, data := range [][]E{f.W, f.InOffset, f.InScale, f.OutOffset, f.OutScale} {
		ts = append(ts, nn.Tensor[E]{Name: string(rune('a' + i)), Shape: []int{len(data)}, Data: data})
	}
	return ts
}

func (f *fake[E, In, T, Out]) Write(w io.Writer) error { return nn.WriteTensors(w, "", f.tensors()) }

// normalized are the inputs of a row, normalized.
func (f *fake[E, In, T, Out]) normalized(x *In) []E {
	var v []E
	for i, xi := range f.net.Input(x) {
		v = append(v, (xi-f.InOffset[i])/f.InScale[i])
	}
	return v
}

// activations are the outputs of a row, for regression still normalized.
func (f *fake[E, In, T, Out]) activations(x *In) []E {
	in, out := f.sizes()
	a := make([]E, out)
	sum := 0.0
	for o := range a {
		z := f.W[out*in+o]
		for i, xi := range f.normalized(x) {
			z += f.W[o*in+i] * xi
		}
		a[o] = z
		if f.task == Multiclass {
			a[o] = E(math.Exp(float64(z)))
		} else if f.task != Regression {
			a[o] = E(1 / (1 + math.Exp(-float64(z))))
		}
		sum += float64(a[o])
	}
	if f.task == Multiclass {
		for o := range a {
			a[o] /= E(sum)
		}
	}
	return a
}

func (f *fake[E, In, T, Out]) ForwardBatch(ys []Out, xs []In) {
	if len(xs) == 0 || len(ys) != len(xs) {
		panic("batch is empty or of unequal length")
	}
	for i := range xs {
		for o, a := range f.activations(&xs[i]) {
			f.net.Output(&ys[i])[o] = a*f.OutScale[o] + f.OutOffset[o]
		}
	}
}

// errors are output minus target of a row, with the row's loss.
func (f *fake[E, In, T, Out]) errors(x *In, t *T) (dz []E, loss float64) {
	dz = f.activations(x)
	want := f.values(t)
	for o, a := range dz {
		target := (want[min(o, len(want)-1)] - f.OutOffset[o]) / f.OutScale[o]
		if f.task == Multiclass {
			target = 0
			if o == int(want[0]) {
				target = 1
			}
		}
		dz[o] = a - target
		switch p := float64(a); {
		case f.task == Regression:
			loss += float64(dz[o]) * float64(dz[o])
		case target == 1:
			loss -= math.Log(p)
		case f.task != Multiclass:
			loss -= math.Log(1 - p)
		}
	}
	return dz, loss
}

func (f *fake[E, In, T, Out]) Loss(xs []In, ts []T) E {
	loss := 0.0
	for i := range xs {
		_, l := f.errors(&xs[i], &ts[i])
		loss += l
	}
	if f.sums {
		return E(loss)
	}
	return E(loss / float64(len(xs)))
}

func (f *fake[E, In, T, Out]) Step(xs []In, ts []T) E {
	f.steps = append(f.steps, append([]In(nil), xs...))
	if f.stepped != nil {
		f.stepped(len(f.steps))
	}
	loss := f.Backward(xs, ts)
	f.Update()
	if f.sums {
		loss *= E(len(xs))
	}
	return loss
}

// Backward and Gradient are as generated trainers have them.
func (f *fake[E, In, T, Out]) Backward(xs []In, ts []T) E {
	return f.BackwardWeighted(xs, ts, ones[E](len(xs)))
}

func (f *fake[E, In, T, Out]) Gradient(dst []E) { copy(dst, f.gradient) }

func (f *fake[E, In, T, Out]) BackwardWeighted(xs []In, ts []T, ws []E) E {
	in, out := f.sizes()
	if len(xs) == 1 {
		f.alone++
	}
	f.gradient = make([]E, len(f.W))
	loss, sum := 0.0, E(0)
	for _, w := range ws {
		sum += w
	}
	for r := range xs {
		dz, l := f.errors(&xs[r], &ts[r])
		loss += l * float64(ws[r]/sum)
		for o, d := range dz {
			d *= ws[r] / sum
			for i, xi := range f.normalized(&xs[r]) {
				f.gradient[o*in+i] += d * xi
			}
			f.gradient[out*in+o] += d
		}
	}
	return E(loss)
}

func (f *fake[E, In, T, Out]) Update() bool {
	for i, g := range f.gradient {
		f.W[i] -= E(f.rate) * g
	}
	return true
}

type (
	pair  [2]float64
	value [1]float64
	flags [2]float64
)

func viewPair(x *pair) []float64 { return x[:] }

// linearFake is a regression y = w1·x1 + w2·x2 + b in float64.
func linearFake(rate float64) *fake[float64, pair, value, value] {
	view := func(y *value) []float64 { return y[:] }
	return &fake[float64, pair, value, value]{
		task: Regression, rate: rate, values: view,
		net: Network[float64, pair, value, value]{
			Input: viewPair, Output: view,
			SetTarget: func(t *value, v []float64) { copy(t[:], v) },
		},
	}
}

// binaryFake is a logistic regression in float64.
func binaryFake() *fake[float64, pair, value, value] {
	f := linearFake(0.5)
	f.task = Binary
	return f
}

// labelsFake has two independent labels.
func labelsFake() *fake[float64, pair, flags, flags] {
	view := func(y *flags) []float64 { return y[:] }
	return &fake[float64, pair, flags, flags]{
		task: Multilabel, rate: 0.5, values: view,
		net: Network[float64, pair, flags, flags]{
			Input: viewPair, Output: view,
			SetTarget: func(t *flags, v []float64) { copy(t[:], v) },
		},
	}
}

type (
	point [2]float32
	probs [3]float32
	class int
)

// classFake is a softmax regression over three classes in float32.
func classFake() *fake[float32, point, class, probs] {
	return &fake[float32, point, class, probs]{
		task: Multiclass, rate: 0.5,
		values: func(t *class) []float32 { return []float32{float32(*t)} },
		net: Network[float32, point, class, probs]{
			Input:     func(x *point) []float32 { return x[:] },
			Output:    func(y *probs) []float32 { return y[:] },
			SetTarget: func(t *class, v []float32) { *t = class(v[0]) },
		},
	}
}
