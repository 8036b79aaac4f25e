// Package standalone makes generated packages that depend on the standard library alone: what such a package needs of
// nngen's runtime stands in one more file of its own, x_runtime_nngen.go.
//
// # Why in the package itself
//
// A copy of the runtime in a folder of its own would need an import path, which only the user's go.mod knows, if there
// is one. A file beside the others has none: the folder can be moved, vendored or pasted into any module, and since its
// name is of the pattern *_nngen.go, build and build --check look after it like after the rest.
//
// # Why under other names
//
// In one package with it, the runtime's exported names would be part of the package's documentation, and could clash
// with the names of inputs and labels. So nn.F32GemvN becomes nnF32GemvN, and dot becomes nnInDot: names of a spec always
// begin with a capital letter, and generated code has no other names that begin with nn. Declarations that nothing in
// the package needs are left out.
//
// The packages below runtime/internal become one with the runtime. What the runtime only hands on to them keeps one name,
// and where two of them have the same, it gets that of the package in front.
//
// # Which kernels
//
// Only files that are built with the tag purego and on every platform are copied, so the package computes the same bits
// as an ordinary one that is built with that tag.
package standalone
