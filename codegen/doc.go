// Package codegen prints a compiled network as a Go package: the model, its trainer and a test of its gradient.
//
// It reads the program of package plan, one instruction list a function, and knows nothing about networks that does not
// stand there. What it prints is a product: it is committed, reviewed and read by people, so every layer is a paragraph
// with the mathematics as its heading.
package codegen
