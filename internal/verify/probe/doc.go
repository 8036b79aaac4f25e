// Package probe is compiled together with a generated package into a program that tells what the package computes.
//
// The program calls [Main], which reads a [Request] from standard input and writes a [Response] to standard output and
// a [Step] for each that was asked for, all in the encoding of gob, which keeps every bit of a float64, NaN and Inf among
// them. It only asks the package and judges nothing that needs to know the right answer: package verify holds the numbers
// against the oracle.
//
// The package imports the standard library only.
package probe
