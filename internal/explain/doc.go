// Package explain says what the codes of diagnostics mean, each with a small spec that shows it and with the same spec
// mended. The texts are the files in codes, one for each code:
//
//	One sentence that says what is wrong.
//	More about it, on as many lines as it needs.
//	-- bad --
//	a spec that has nothing but this mistake
//	-- mended --
//	the same spec without it
//
// A mistake that a command notices, not the checker, has a section "session" instead of the rendered diagnostic: the
// command line and what it prints. Tests hold every example against the checker.
package explain
