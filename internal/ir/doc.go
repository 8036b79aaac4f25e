// Package ir is the intermediate representation of a network: four short lists of instructions over named, sized
// buffers. It is as clever as feed-forward networks are, and no more: there is no control flow, every buffer is a
// matrix, and the only size not known is the number of examples m.
//
// The oracle runs a Program in float64 and the code generator prints it as Go. Neither knows more about a network than
// what stands here, so they cannot disagree about what it means, only about how to compute it.
package ir
