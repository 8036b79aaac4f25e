// Package pack holds a generated package against the folder where it stands, and brings the folder up to date.
//
// The folder belongs to its user. Of it nngen owns the Go files of its pattern of names that say that they were generated
// from this spec, and the copy of the weights that such a file states the hash of. Everything else stays as it is; what
// stands in the way of a file of the package is an error that names it.
package pack
