// Package reference holds numbers computed by PyTorch, which tests hold the float64 oracle to.
package reference
