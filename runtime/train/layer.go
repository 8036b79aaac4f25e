package train

import (
	"math"

	"github.com/nngen/nngen/internal/numbers"
)

// Layer is a dense layer that takes a vector, and what there is to know of it to watch it.
type Layer struct {
	Number     int // as people count
	Activation string
	Slope      float64 // the largest of the activation
	Saturates  bool    // the slope dies out on both sides
	Units, In  int
	From       int // of the parameters its weights are the first, (Units, In), and then its biases

	// Source is the place in Job.Layers of the layer whose units it takes, and they alone; -1 if it takes something else. Masked
	// says that a dropout stands between.
	Source int
	Masked bool
}

// layerWeights and layerBiases are its part of all parameters, or of the gradient.
func layerWeights[E Float](l *Layer, params []E) []E { return params[l.From:][:l.Units*l.In] }
func layerBiases[E Float](l *Layer, params []E) []E  { return params[l.From+l.Units*l.In:][:l.Units] }

// Gauge is what is seen of a layer after an epoch.
type Gauge struct {
	Layer     int      `json:"layer"`
	Units     int      `json:"units"`
	Gradient  float64  `json:"gradient"` // the norm of the gradient by its sums z, the mean over some rows
	Dead      int      `json:"dead"`     // relu units that answer 0 for each of these rows
	Saturated int      `json:"saturated"`
	Step      *float64 `json:"step,omitempty"` // the norm of one update of its weights by the norm of these
}

// flat tells whether a saturating activation that answers a has less than a twentieth of its largest slope there.
func (l *Layer) flat(a float64) bool {
	switch l.Activation {
	case "sigmoid":
		return 20*a*(1-a) < 0.25
	case "tanh":
		return 20*(1-a*a) < 1
	}
	return false
}

// answered counts over rows what the units of a layer answer.
type answered struct {
	rows        int // in which it is known
	alive, flat []int
}

func newAnswered(units int) *answered {
	return &answered{alive: make([]int, units), flat: make([]int, units)}
}

// dead are the units that answer 0 in every row, if any is known.
func (t *answered) dead() (n int) {
	for _, rows := range t.alive {
		if rows == 0 && t.rows > 0 {
			n++
		}
	}
	return n
}

// saturated are those that are flat in nearly every row.
func (t *answered) saturated() (n int) {
	for _, rows := range t.flat {
		if t.rows > 0 && 20*rows >= 19*t.rows {
			n++
		}
	}
	return n
}

// faintest is a gradient that products with can still be told from 0.
const faintest = 1e-25

// readAnswers takes from the gradient of one row what the units of a layer answered: a weight of the next layer has the
// gradient δ·a, and its bias δ.
func readAnswers[E Float](t *answered, of *Layer, weights, biases []E) {
	k, loudest := 0, 0.0
	for i, d := range biases {
		if size := math.Abs(float64(d)); size > loudest {
			k, loudest = i, size
		}
	}
	if loudest < faintest {
		return
	}
	t.rows++
	for i, g := range weights[k*of.Units:][:of.Units] {
		a := float64(g) / float64(biases[k])
		t.alive[i] += numbers.Bit(a != 0)
		t.flat[i] += numbers.Bit(of.flat(a))
	}
}
