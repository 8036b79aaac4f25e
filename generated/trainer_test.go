package generated_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nngen/nngen/generated/cars"
	"github.com/nngen/nngen/generated/house"
	"github.com/nngen/nngen/generated/iris"
)

// flowers draws a batch.
func flowers(n int) (xs []iris.Input, ts []iris.Target) {
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		xs = append(xs, iris.Input{float32(5 + r.Float64()), float32(3 + r.Float64()), float32(1 + 5*r.Float64()), float32(2 * r.Float64())})
		ts = append(ts, iris.Target(r.IntN(iris.NumOutputs)))
	}
	return xs, ts
}

// TestSetRate: the rate stays whatever the epoch is, a rate of 0 changes no parameter, and one below 0 panics.
func TestSetRate(t *testing.T) {
	xs, ts := flowers(8)
	after := func(set func(*iris.Trainer)) []float32 {
		m := iris.New(1)
		trainer := iris.NewTrainer(m)
		set(trainer)
		trainer.Step(xs, ts)
		params := make([]float32, iris.NumParams)
		m.Params(params)
		return params
	}
	scheduled := after(func(*iris.Trainer) {})
	zero := after(func(t *iris.Trainer) { t.SetRate(0) })
	fresh := make([]float32, iris.NumParams)
	iris.New(1).Params(fresh)
	if !slices.Equal(zero, fresh) {
		t.Error("a rate of 0 changes parameters")
	}
	if slices.Equal(scheduled, after(func(t *iris.Trainer) { t.SetRate(0.5); t.SetEpoch(0) })) {
		t.Error("the schedule's rate is back after SetEpoch")
	}
	for _, rate := range []float64{-1, math.NaN(), math.Inf(1)} {
		mustPanic(t, "SetRate: a learning rate is 0 or more, and finite", func() { after(func(t *iris.Trainer) { t.SetRate(rate) }) })
	}
}

// TestWeightOfZero: what has no target takes part with a weight of 0 as if it were not there.
func TestWeightOfZero(t *testing.T) {
	trainer := house.NewTrainer(house.Pretrained().Clone())
	xs := []house.Input{{120, 3, 10, 5}, {80, 2, 30, 2}, {200, 5, 1, 9}}
	nan := float32(math.NaN())
	got, want := make([]float32, house.NumParams), make([]float32, house.NumParams)
	loss := trainer.BackwardWeighted(xs, []house.Target{{300}, {nan}, {500}}, []float32{1, 0, 1})
	trainer.Gradient(got)
	wantLoss := trainer.Backward([]house.Input{xs[0], xs[2]}, []house.Target{{300}, {500}})
	trainer.Gradient(want)
	if math.Abs(float64(loss-wantLoss)) > 1e-5*float64(wantLoss) || apart(got, want) > 1e-5 {
		t.Errorf("loss %v, want %v; the gradients are %g apart", loss, wantLoss, apart(got, want))
	}
}

// TestOtherGradients holds BackwardSoft and BackwardFrom against Backward, and InputGradient against differences of Loss.
func TestOtherGradients(t *testing.T) {
	m := iris.Pretrained().Clone()
	trainer := iris.NewTrainer(m)
	xs, ts := flowers(12)
	want, got := make([]float32, iris.NumParams), make([]float32, iris.NumParams)
	wantLoss := trainer.Backward(xs, ts)
	trainer.Gradient(want)
	dxs := make([]iris.Input, len(xs))
	trainer.InputGradient(dxs)

	ps, dys := make([]iris.Output, len(xs)), make([]iris.Output, len(xs))
	for i, class := range ts {
		y := m.Forward(&xs[i])
		ps[i][class] = 1
		dys[i][class] = -1 / y[class] / float32(len(xs)) // of −ln y
	}
	loss := trainer.BackwardSoft(xs, ps)
	trainer.Gradient(got)
	if math.Abs(float64(loss-wantLoss)) > 1e-5 || apart(got, want) > 1e-5 {
		t.Errorf("BackwardSoft: loss %v, want %v; the gradients are %g apart", loss, wantLoss, apart(got, want))
	}
	trainer.BackwardFrom(xs, dys)
	trainer.Gradient(got)
	if apart(got, want) > 1e-3 { // probabilities near 0 have few digits
		t.Errorf("BackwardFrom: the gradients are %g apart", apart(got, want))
	}
	const step = 1.0 / 64
	var differences, gradient []float32
	for i := range xs {
		for k := range xs[i] {
			x := xs[i][k]
			xs[i][k] = x + step
			up := trainer.Loss(xs, ts)
			xs[i][k] = x - step
			down := trainer.Loss(xs, ts)
			xs[i][k] = x
			differences, gradient = append(differences, (up-down)/(2*step)), append(gradient, dxs[i][k])
		}
	}
	if apart(gradient, differences) > 0.05 {
		t.Errorf("InputGradient is %g apart from differences: %v, %v", apart(gradient, differences), gradient, differences)
	}
	mustPanic(t, "InputGradient: the batch has 3 inputs, but 12 on the other side", func() { trainer.InputGradient(dxs[:3]) })
	mustPanic(t, "BackwardWeighted: the batch has 12 inputs, but 2 weights", func() { trainer.BackwardWeighted(xs, ts, []float32{1, 1}) })
	mustPanic(t, "BackwardWeighted: all weights are 0", func() { trainer.BackwardWeighted(xs, ts, make([]float32, len(xs))) })
	mustPanic(t, "BackwardFrom: the batch is empty", func() { trainer.BackwardFrom(nil, nil) })
}

// TestFarLogits holds Backward, InputGradient and Step against BackwardWeighted and its, where logits are so far from each other that a kernel of all layers at
// once leaves them to single ones, and where they are no numbers.
func TestFarLogits(t *testing.T) {
	xs, ts := flowers(20)
	for _, factor := range []float32{1, 30, 1000, 1e20, 1e38} {
		m, params := iris.Pretrained().Clone(), make([]float32, iris.NumParams)
		m.Params(params)
		for i := range params {
			params[i] *= factor
		}
		m.SetParams(params)
		trainer, ones := iris.NewTrainer(m), slices.Repeat([]float32{1}, len(xs))
		gradients := func(backward func() float32) (loss float32, byParams, byInputs []float32) {
			loss, byParams = backward(), make([]float32, iris.NumParams)
			dxs := make([]iris.Input, len(xs))
			trainer.Gradient(byParams)
			trainer.InputGradient(dxs)
			for _, dx := range dxs {
				byInputs = append(byInputs, dx[:]...)
			}
			return loss, byParams, byInputs
		}
		want, wantParams, wantInputs := gradients(func() float32 { return trainer.BackwardWeighted(xs, ts, ones) })
		loss, byParams, byInputs := gradients(func() float32 { return trainer.Backward(xs, ts) })
		if want-want != 0 {
			if loss-loss == 0 {
				t.Errorf("parameters times %g: loss %v, want %v", factor, loss, want)
			}
		} else if math.Abs(float64(loss-want)) > 1e-5*float64(1+want) || !(apart(byParams, wantParams) <= 1e-5) || !(apart(byInputs, wantInputs) <= 1e-5) {
			t.Errorf("parameters times %g: loss %v, want %v; the gradients are %g and %g apart", factor, loss, want, apart(byParams, wantParams), apart(byInputs, wantInputs))
		}
		if step := trainer.Step(xs, ts); step != loss && (step == step || loss-loss == 0) {
			t.Errorf("parameters times %g: Step says %v, Backward %v", factor, step, loss)
		}
	}
}

// TestCodesHaveNoGradient: of a row with a category and a date only the numbers have a gradient, and none where one is missing.
func TestCodesHaveNoGradient(t *testing.T) {
	trainer := cars.NewTrainer(cars.Pretrained().Clone())
	var xs [4]cars.Input
	for i := range xs {
		xs[i] = cars.Input{4, 97 + float32(i), 88, 2130, 14.5, 1971, float32(i % 3)}
	}
	xs[1][cars.Horsepower] = float32(math.NaN())
	trainer.Backward(xs[:], []cars.Target{{27}, {25}, {30}, {18}})
	dxs := make([]cars.Input, len(xs))
	trainer.InputGradient(dxs)
	for i, dx := range dxs {
		for k, d := range dx {
			number := k < 5 && !(i == 1 && k == cars.Horsepower)
			if d != d || (d != 0) != number {
				t.Errorf("row %d, %s: %v", i, cars.InputNames[min(k, len(cars.InputNames)-1)], d)
			}
		}
	}
}

// apart is the largest difference of two lists relative to the largest wanted number.
func apart(got, want []float32) float64 {
	most, size := 0.0, 0.0
	for i, w := range want {
		most, size = max(most, math.Abs(float64(got[i]-w))), max(size, math.Abs(float64(w)))
	}
	if most != most {
		return math.Inf(1)
	}
	return most / size
}

func mustPanic(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := recover(); got != want {
			t.Errorf("panic %v, want %q", got, want)
		}
	}()
	f()
}
