// Package optim holds the steps of the optimizers: one pass over weights, gradient and state, shared between cores where there
// are many weights.
package optim
