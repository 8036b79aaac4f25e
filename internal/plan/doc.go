// Package plan turns a checked spec into a program: it lowers the layers to instructions and decides how they are
// computed. It is a short list of passes, each one file, and every pass leaves a program that ir.Verify accepts.
package plan
