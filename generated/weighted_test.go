package generated_test

import (
	"math"
	"math/rand/v2"
	"testing"

	nn "github.com/nngen/nngen/runtime"

	"github.com/nngen/nngen/generated/breastcancer"
	"github.com/nngen/nngen/generated/digittraits"
)

// weighing is what trainers of all packages have.
type weighing[In, T any] interface {
	Loss(xs []In, ts []T) float32
	Backward(xs []In, ts []T) float32
	BackwardWeighted(xs []In, ts []T, ws []float32) float32
	Gradient(dst []float32)
}

// TestRowsAddUp: loss and gradient of a batch are the means of those of its rows, or by weight, however many rows it has: few are computed
// in another way than many. A row of weight 0 takes no part, whatever its target is.
func TestRowsAddUp(t *testing.T) {
	rowsAddUp[breastcancer.Input, breastcancer.Target](t, breastcancer.NewTrainer(breastcancer.Pretrained().Clone()), breastcancer.NumParams)
	rowsAddUp[digittraits.Input, digittraits.Target](t, digittraits.NewTrainer(digittraits.Pretrained().Clone()), digittraits.NumParams)
}

func rowsAddUp[In, T any](t *testing.T, trainer weighing[In, T], params int) {
	const most = 140
	r, nan := rand.New(rand.NewPCG(3, 4)), float32(math.NaN())
	xs, ts, ws := make([]In, most), make([]T, most), make([]float32, most)
	for i := range nn.Floats32(xs) {
		nn.Floats32(xs)[i] = r.Float32()
	}
	losses, gradients := make([]float64, most), make([][]float32, most)
	for i := range ts {
		targets := nn.Floats32(ts[i : i+1])
		for k := range targets {
			targets[k] = float32(r.IntN(2))
		}
		losses[i], gradients[i] = float64(trainer.Backward(xs[i:i+1], ts[i:i+1])), make([]float32, params)
		trainer.Gradient(gradients[i])
		ws[i] = float32((i+1)%4) / 2
	}
	for _, n := range []int{1, 2, 3, 5, 6, 7, 17, 40, most} {
		ones := make([]float32, n)
		for i := range ones {
			ones[i] = 1
		}
		check := func(what string, loss float32, ws []float32) {
			want, gradient, sum, got := 0.0, make([]float64, params), 0.0, make([]float32, params)
			for i, w := range ws {
				want, sum = want+float64(w)*losses[i], sum+float64(w)
				for k, d := range gradients[i] {
					gradient[k] += float64(w) * float64(d)
				}
			}
			trainer.Gradient(got)
			if math.Abs(float64(loss)-want/sum) > 1e-5*(1+want/sum) {
				t.Errorf("%s of %d rows is %v, that of its rows %v", what, n, loss, want/sum)
			}
			for k, d := range got {
				if math.Abs(float64(d)-gradient[k]/sum) > 1e-5 {
					t.Fatalf("%s of %d rows: entry %d of the gradient is %v, that of its rows %v", what, n, k, d, gradient[k]/sum)
				}
			}
		}
		check("Backward", trainer.Backward(xs[:n], ts[:n]), ones)
		check("Loss", trainer.Loss(xs[:n], ts[:n]), ones)
		weighed := append([]T{}, ts[:n]...)
		for i, w := range ws[:n] {
			for k := range nn.Floats32(weighed[i : i+1]) {
				if w == 0 {
					nn.Floats32(weighed[i : i+1])[k] = nan
				}
			}
		}
		check("BackwardWeighted", trainer.BackwardWeighted(xs[:n], weighed, ws[:n]), ws[:n])
	}
}
