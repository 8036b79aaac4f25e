// Package mutation tests the tests: its table holds small faults of the compiler and of the runtime, a sign, a
// transposition, an off-by-one, a stale buffer, and its test plants them one at a time in a copy of the module. The suite
// must notice. README.md is the list with its outcome.
package mutation
