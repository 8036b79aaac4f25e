// Package meter is compiled together with a generated package into a program that measures how fast the package is.
//
// The program calls [Main], which reads a [Request] from standard input and writes a [Response] to standard output, both
// as JSON. It measures calls of the package, and in turn with them kernels of the runtime that show what the processor
// can do. Package bench makes figures of them.
package meter
