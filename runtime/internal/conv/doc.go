// Package conv slides windows over maps: convolutions, their gradients, and pools. Maps are channels first, one example
// after the other.
package conv
