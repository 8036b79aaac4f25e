// Package elem holds what is computed entry by entry: activations, their slopes, and functions of one number that package
// math has for float64 alone.
package elem
