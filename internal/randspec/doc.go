// Package randspec draws specs of networks that nobody wrote by hand, to prove the compiler on them: every word of the
// vocabulary, depths of 1 to 10 layers, widths of 1 to 300, awkward names and texts. A spec follows from its seed and
// number alone, so that one that fails can be drawn again.
package randspec
