// Package vector makes steps of formulas: each is a kernel of the runtime that does one thing to all entries of a block. Parts that
// occur more than once are computed once, and what lies between is held in as few blocks as possible.
package vector
