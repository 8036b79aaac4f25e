// Package op is the vocabulary of nngen: tables of activations, losses, optimizers, initializers, schedules and tasks,
// and one file per layer kind.
//
// An entry is data. Its mathematics is a formula of package expr, and the checker of specs, the float64 oracle, the
// emitted Go, the documentation and the tests all read that one entry. A new activation is one more element of a slice;
// a new layer kind is one more file. Definitions and defaults are PyTorch's.
package op
