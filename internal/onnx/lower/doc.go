// Package lower says what a graph of ONNX computes in the words of nngen's spec language: it makes a Network of layers with
// their weights, and writes that as the text of a spec and the tensors of a weights file. What it has no words for it
// refuses, and names the node.
//
// Values that do not depend on the inputs are computed while it reads (package eval). The size of the batch is a symbol:
// such a value is computed for several sizes, and what follows from them is kept. Operations on single numbers are gathered
// into one formula as long as nothing else reads what lies between; a formula that is a word of the vocabulary becomes that
// word.
package lower
