// Package codegen prints a compiled network as a Go package: the model, its trainer, a test of its gradient and an example.
//
// It reads a program, one list of calls a function, and a Face, which has names and words; it knows nothing about networks
// that does not stand there, so that it prints a model wherever it comes from. What it prints is a product: it is
// committed, reviewed and read by people, so every layer is a paragraph with the mathematics as its heading.
package codegen
