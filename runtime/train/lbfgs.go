package train

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

const (
	// memory is how many steps bend the next one.
	memory = 10

	// curved is how much the slope has to change along a step, as a part of what it changes at all, for the step to be kept: where it
	// hardly does, what is learned from it is rounding.
	curved = 1e-10
)

// lbfgs minimizes a function of weights by L-BFGS (Nocedal & Wright, Numerical Optimization, 2nd edition, algorithms 7.4 and
// 7.5), with steps that meet the strong Wolfe conditions. What is computed of weights is so in float64; they themselves, and
// slopes, are as packages have them.
type lbfgs[E Float] struct {
	first    float64       // length of the first step, by the gradient
	pairs    []stepPair[E] // of the last steps, the oldest first
	at       spot[E]
	finished bool // no step lowers the value any more
}

// spot are weights, with the value there; they are no spot yet where there is no gradient.
type spot[E Float] struct {
	x, gradient []E
	value       float64
}

// stepPair is a step and by how much it changed the gradient.
type stepPair[E Float] struct{ s, y []E }

// objective sets the gradient to that at x, and returns the value there.
type objective[E Float] func(x, gradient []E) float64

// measure finds the value and the gradient at x.
func (f objective[E]) measure(x []E) spot[E] {
	p := spot[E]{x: x, gradient: make([]E, len(x))}
	p.value = f(x, p.gradient)
	return p
}

// step goes from x to where f is lower, as is kept in at, or is finished.
func (l *lbfgs[E]) step(f objective[E], x []E) {
	if l.at.gradient == nil {
		l.at = f.measure(slices.Clone(x))
	}
	for {
		to, ok := l.towards(f, l.direction())
		if ok {
			l.remember(to)
			l.at = to
			return
		}
		if len(l.pairs) == 0 {
			l.finished = true
			return
		}
		l.pairs = nil // what bends the slope may mislead
	}
}

// towards searches along d for a lower spot.
func (l *lbfgs[E]) towards(f objective[E], d []float64) (found spot[E], ok bool) {
	slope := dot(d, l.at.gradient)
	if !(slope < 0) {
		return found, false
	}
	var last trialStep
	try := func(length float64) trialStep {
		x := make([]E, len(d))
		for i, v := range d {
			x[i] = E(float64(l.at.x[i]) + length*v)
		}
		found = f.measure(x)
		last = trialStep{length, found.value, dot(d, found.gradient)}
		return last
	}
	length := 1.0
	if len(l.pairs) == 0 {
		length = l.first
	}
	search := lineSearch{try: try, from: trialStep{0, l.at.value, slope}, left: mostTries}
	best := search.wolfe(length)
	if best.length == 0 {
		return found, false
	}
	if best.length != last.length {
		try(best.length)
	}
	return found, true
}

// direction is downhill: minus the gradient, bent as the last steps tell (algorithm 7.4).
func (l *lbfgs[E]) direction() []float64 {
	d := make([]float64, len(l.at.gradient))
	for i, g := range l.at.gradient {
		d[i] = -float64(g)
	}
	shares := make([]float64, len(l.pairs))
	for i, p := range slices.Backward(l.pairs) {
		shares[i] = dot(d, p.s) / inner(p.s, p.y)
		add(d, -shares[i], p.y)
	}
	if n := len(l.pairs); n > 0 {
		p := l.pairs[n-1]
		scale := inner(p.s, p.y) / inner(p.y, p.y) // equation 7.20
		for i := range d {
			d[i] *= scale
		}
	}
	for i, p := range l.pairs {
		add(d, shares[i]-dot(d, p.y)/inner(p.s, p.y), p.s)
	}
	return d
}

// remember keeps the step that leads to a spot, and forgets the oldest of many.
func (l *lbfgs[E]) remember(to spot[E]) {
	p := stepPair[E]{make([]E, len(to.x)), make([]E, len(to.x))}
	for i := range to.x {
		p.s[i], p.y[i] = to.x[i]-l.at.x[i], to.gradient[i]-l.at.gradient[i]
	}
	if !(inner(p.s, p.y) > curved*inner(p.y, p.y)) {
		return
	}
	l.pairs = append(l.pairs, p)
	l.pairs = l.pairs[max(0, len(l.pairs)-memory):]
}

// bytes are the steps that it remembers.
func (l *lbfgs[E]) bytes() []byte {
	var b bytes.Buffer
	for _, p := range l.pairs {
		binary.Write(&b, binary.LittleEndian, p.s)
		binary.Write(&b, binary.LittleEndian, p.y)
	}
	return b.Bytes()
}

// read remembers the steps, of n weights, that bytes has written.
func (l *lbfgs[E]) read(data []byte, n int) error {
	r := bytes.NewReader(data)
	for r.Len() > 0 {
		p := stepPair[E]{make([]E, n), make([]E, n)}
		if err := errors.Join(binary.Read(r, binary.LittleEndian, p.s), binary.Read(r, binary.LittleEndian, p.y)); err != nil {
			return errDamaged
		}
		l.pairs = append(l.pairs, p)
	}
	return nil
}

// dot is the inner product of a direction and what a package knows.
func dot[E Float](d []float64, v []E) (sum float64) {
	for i, x := range v {
		sum += d[i] * float64(x)
	}
	return sum
}

func inner[E Float](a, b []E) (sum float64) {
	for i, x := range a {
		sum += float64(x) * float64(b[i])
	}
	return sum
}

// add adds a multiple of v to d.
func add[E Float](d []float64, factor float64, v []E) {
	for i, x := range v {
		d[i] += factor * float64(x)
	}
}
