// Package expr is the language of scalar formulas in which nngen's vocabulary is written: activations, losses,
// optimizer steps, initializers and schedules are all strings such as
//
//	x * sigmoid(x)
//	where(y > 0, 1, alpha)
//
// A formula is parsed from Go's expression syntax, evaluated in float64, differentiated symbolically and simplified. It
// is a small, total language: real numbers, variables, + - * /, comparisons as the first argument of where, and the
// functions of one table. There are no statements, no integers and no side effects; 1/2 is one half.
package expr
