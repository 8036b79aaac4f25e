package spec

import "github.com/nngen/nngen/spec/diag"

// kind is the shape of a node of the parsed text.
type kind int

const (
	nullNode     kind = iota // nothing, null or ~
	scalarNode               // text: a word, a number, a quoted string
	mappingNode              // key: value
	sequenceNode             // a list
)

// String names the kind as messages do.
func (k kind) String() string {
	switch k {
	case scalarNode:
		return "a single value"
	case mappingNode:
		return "a mapping (key: value)"
	case sequenceNode:
		return "a list"
	}
	return "nothing"
}

// node is one value of the text with its place. Nothing in it is interpreted:
// a number is a scalar whose text is the number as it was written.
type node struct {
	kind    kind
	text    string    // of a scalar: decoded, without quotes
	quoted  bool      // a scalar written with ', ", | or >
	span    diag.Span // of a scalar: what stands on its first line; of others: the first character
	entries []entry   // of a mapping, in file order, without duplicate keys
	items   []*node   // of a sequence
}

// entry is one key of a mapping with its value. The key is always a scalar.
type entry struct {
	key, value *node
}
