package interp

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// softmax computes A = softmax(Z), column by column. A may be Z.
func softmax(A, Z *mat.Dense) {
	_, examples := Z.Dims()
	for j := range examples {
		z, logSum := centred(Z, j)
		for i := range z {
			A.Set(i, j, math.Exp(z[i]-logSum))
		}
	}
}

// crossEntropy computes Σ logsumexp(z) − z[t] over the examples, t being the class in T.
func crossEntropy(Z, T *mat.Dense) float64 {
	_, examples := Z.Dims()
	sum := 0.0
	for j := range examples {
		z, logSum := centred(Z, j)
		sum += logSum - z[int(T.At(0, j))]
	}
	return sum
}

// crossEntropyGrad computes dZ = k·(softmax(Z) − onehot(T)).
func crossEntropyGrad(dZ, Z, T *mat.Dense, k float64) {
	softmax(dZ, Z)
	_, examples := T.Dims()
	for j := range examples {
		t := int(T.At(0, j))
		dZ.Set(t, j, dZ.At(t, j)-1)
	}
	dZ.Scale(k, dZ)
}

// centred returns the logits of example j less the largest of them, which changes neither softmax nor loss and keeps
// exp from overflowing, and the logarithm of the sum of their exponentials.
func centred(Z *mat.Dense, j int) (z []float64, logSum float64) {
	z = mat.Col(nil, j, Z)
	largest, sum := slices.Max(z), 0.0
	for i := range z {
		z[i] -= largest
		sum += math.Exp(z[i])
	}
	return z, math.Log(sum)
}
