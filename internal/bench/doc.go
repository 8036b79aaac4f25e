// Package bench measures how fast the generated package of a spec is on this machine: one row, batches and a training
// step, against what the kernels of the runtime reach in a matrix product and in streaming weights.
//
// It generates the package, builds the program of package meter around it and runs that.
package bench
