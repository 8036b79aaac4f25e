//go:build !purego

package neon

// Int8Sums adds up the products of whole numbers for 16 units: of groups of four inputs x, at least one, and four weights of each unit as
// bytes that are 128 more, a group so many bytes behind the other.
//
//go:noescape
func Int8Sums(sums *int32, w *uint8, x *int8, groups, step int)
