package interp

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// softmax computes A = softmax(Z) over the last dimension. A may be Z.
func softmax(A, Z *value) {
	n := Z.buf.Last()
	for at := 0; at < len(Z.data); at += n {
		z, logSum := centred(Z.data[at : at+n])
		for i := range z {
			A.data[at+i] = math.Exp(z[i] - logSum)
		}
	}
}

// softmaxGrad computes dZ = A∘(dA − Σ dA∘A) over the last dimension. dZ may be dA.
func softmaxGrad(dZ, dA, A *value) {
	n := A.buf.Last()
	for at := 0; at < len(A.data); at += n {
		da, a, along := dA.data[at:at+n], A.data[at:at+n], 0.0
		for i := range a {
			along += da[i] * a[i]
		}
		for i := range a {
			dZ.data[at+i] = a[i] * (da[i] - along)
		}
	}
}

// crossEntropy computes k·Σ q·(logsumexp(z) − z) over the examples, q being the smoothed target.
func (m *Machine) crossEntropy(in *ir.Instr, dst *value, args []*value) {
	op, sum := in.Op.(*ir.CrossEntropy), 0.0
	for j := range m.examples {
		rows := args[0].example(j)
		target := m.smoothed(in.Args[1], args[1], j, args[0].buf.Last(), op.Smoothing)
		for at := 0; at < len(rows); at += len(target) {
			z, logSum := centred(rows[at : at+len(target)])
			loss := 0.0
			for k, q := range target {
				if q != 0 {
					loss += q * (logSum - z[k])
				}
			}
			sum += m.factor(op.Scale, 1, j) * loss / float64(len(rows)/len(target))
		}
	}
	dst.data[0] = sum
}

// crossEntropyGrad computes dZ = k·(Σq·softmax(Z) − q).
func (m *Machine) crossEntropyGrad(in *ir.Instr, dZ *value, args []*value) {
	softmax(dZ, args[0])
	op := in.Op.(*ir.CrossEntropyGrad)
	for j := range m.examples {
		dz, target, sum := dZ.example(j), m.smoothed(in.Args[1], args[1], j, dZ.buf.Last(), op.Smoothing), 0.0
		for _, q := range target {
			sum += q
		}
		k := m.factor(op.Scale, 1, j) * weight(op.Weight) / float64(len(dz)/len(target))
		for i := range dz {
			dz[i] = k * (sum*dz[i] - target[i%len(target)])
		}
	}
}

// smoothed is the target (1−ε)·p + ε/n of example j: p is 1 for its class among n and 0 for the others, or what BackwardSoft
// was given.
func (m *Machine) smoothed(of *ir.Buffer, T *value, j, n int, epsilon float64) []float64 {
	q := slices.Repeat([]float64{epsilon / float64(n)}, n)
	if soft := m.soft[of]; soft != nil {
		for k, p := range soft[j] {
			q[k] += (1 - epsilon) * p
		}
		return q
	}
	q[int(T.example(j)[0])] += 1 - epsilon
	return q
}

// centred returns the logits less the largest of them, which changes neither softmax nor loss and keeps exp from
// overflowing, and the logarithm of the sum of their exponentials.
func centred(logits []float64) (z []float64, logSum float64) {
	z = slices.Clone(logits)
	largest, sum := slices.Max(z), 0.0
	for i := range z {
		z[i] -= largest
		sum += math.Exp(z[i])
	}
	return z, math.Log(sum)
}
