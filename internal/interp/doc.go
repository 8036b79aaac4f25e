// Package interp runs a program in float64, instruction by instruction. It is the oracle: every faster path is held to
// its numbers, so it is written to be compared with the notation and not to be quick. How the plan lays out weights or chooses kernels
// is ignored, and the program should be the one that the plan lowered, before any pass: the oracle must not share the
// mistakes of what it judges.
//
// The oracle is held to published numbers (package reference) and to finite differences by its own tests.
package interp
