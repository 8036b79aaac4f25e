// Package rows holds what is computed over the rows of a batch: biases, sums, normalization and dropout.
package rows
