// Package neon holds the kernels for arm64, written by hand: each in one text for both precisions, with the names of the
// instructions in float32_arm64.h and float64_arm64.h; the steps of formulas are for float32 alone. They stand in one package
// because those texts do. Who calls them says what they compute.
package neon
