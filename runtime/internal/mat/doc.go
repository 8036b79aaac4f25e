// Package mat holds what kernels of all families need to know of matrices: how they lie in memory, whether lengths fit
// together, how they are transposed, and the loops that products in Go are made of.
package mat
