// Package verify builds generated packages and holds what they compute against the float64 oracle of package interp.
//
// Outputs, loss and gradient are compared from equal parameters, the optimizer alone, step by step: adaptive optimizers
// turn the sign of a vanishing gradient into a whole step, so that two runs drift apart although both are right. Besides
// the numbers, every package must keep what needs no oracle: it does not allocate, Forward may run concurrently, and
// equal calls give equal bits.
//
// For all that weights are drawn. Where a model is trained already, its package loads what the model has, too, and is held against the
// oracle with the same on rows of its data.
package verify
