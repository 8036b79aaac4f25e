// Package convert brings models of other frameworks to nngen: a file in, a spec and weights out, and a proof that both
// compute the same.
package convert
