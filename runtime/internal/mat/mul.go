package mat

// The two products of a matrix and a vector that gemv and gemm are made of, each in blocks of four rows: their sums, or
// their parts of one sum, need not wait for each other.

// MulN computes y = W·x, where W is (len(y), len(x)) and its rows begin ld entries apart.
func MulN[T Float](y, w, x []T, ld int) {
	i, n := 0, len(x)
	for ; i+4 <= len(y); i += 4 {
		y[i], y[i+1], y[i+2], y[i+3] = dot4(w[i*ld:], x, ld)
	}
	for ; i < len(y); i++ {
		y[i] = dot(w[i*ld:][:n], x)
	}
}

// dot returns the scalar product of a and b, which have the same length.
func dot[T Float](a, b []T) T {
	var s0, s1, s2, s3 T
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i, v := range b[:len(a)] {
		s0 += a[i] * v
	}
	return (s0 + s1) + (s2 + s3)
}

// dot4 returns the scalar products of x with the first four rows of w.
func dot4[T Float](w, x []T, ld int) (s0, s1, s2, s3 T) {
	n := len(x)
	w0, w1, w2, w3 := w[:n], w[ld:][:n], w[2*ld:][:n], w[3*ld:][:n]
	for j, v := range x {
		s0 += w0[j] * v
		s1 += w1[j] * v
		s2 += w2[j] * v
		s3 += w3[j] * v
	}
	return s0, s1, s2, s3
}

// MulT adds Wᵀ·v to y for the k numbers v[i] = x[i*step], where W is (k, len(y)) and its rows begin ld entries apart.
func MulT[T Float](y, w, x []T, k, step, ld int) {
	n := len(y)
	i := 0
	for ; i+4 <= k; i += 4 {
		AddRows4(y, w[i*ld:], w[(i+1)*ld:], w[(i+2)*ld:], w[(i+3)*ld:], x[i*step], x[(i+1)*step], x[(i+2)*step], x[(i+3)*step])
	}
	for ; i < k; i++ {
		AddRow(y, w[i*ld:][:n], x[i*step])
	}
}

// AddRow adds w, multiplied by v, to y.
func AddRow[T Float](y, w []T, v T) {
	for j, r := range w[:len(y)] {
		y[j] += r * v
	}
}

// AddRows4 adds four rows, multiplied by v0 to v3, to y.
func AddRows4[T Float](y, w0, w1, w2, w3 []T, v0, v1, v2, v3 T) {
	n := len(y)
	w0, w1, w2, w3 = w0[:n], w1[:n], w2[:n], w3[:n]
	for j := range y {
		y[j] += (w0[j]*v0 + w1[j]*v1) + (w2[j]*v2 + w3[j]*v3)
	}
}

// AddTo adds b to y, which has the same length.
func AddTo[T Float](y, b []T) {
	for i, v := range b[:len(y)] {
		y[i] += v
	}
}
