// Package interp runs a program in float64, instruction by instruction. It is the oracle: every faster path is held to
// its numbers, so it is written to be compared with the notation and not to be quick. Matrices have a row per unit and a
// column per example, Z = W·A + b is spelled just so, and how the plan lays out weights or chooses kernels is ignored.
//
// The oracle is held to published numbers (package reference) and to finite differences by its own tests.
package interp
