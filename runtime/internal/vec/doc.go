// Package vec has the steps that formulas are made of: each does one thing to all entries of slices. A formula is a few of them, one
// after the other over blocks so short that what lies between stays in the first cache. The result may be in the place of an
// operand. A condition is a number that is 0 where it does not hold. The steps that do nothing but choose between assembly and Go are written by
// runtime/asm.
package vec
