package onnx

import "fmt"

// Refusal says which node is not understood, and what would be needed.
type Refusal struct {
	Node   *Node
	Reason string
}

// Error names the node, its operator and the reason.
func (r *Refusal) Error() string { return r.Node.Title() + ": " + r.Reason }

// Refuse makes a refusal.
func (n *Node) Refuse(format string, args ...any) error {
	return &Refusal{n, fmt.Sprintf(format, args...)}
}

// Title is how messages call the node: its name, or that of its first output, and its operator.
func (n *Node) Title() string {
	name := n.Name
	for _, out := range n.Outputs {
		if name == "" {
			name = out
		}
	}
	return fmt.Sprintf("node %q (%s)", name, n.Operator())
}

// Operator is the name of the operator, with its domain where it is not a standard one.
func (n *Node) Operator() string {
	if n.Domain == Standard {
		return n.Op
	}
	return n.Domain + "." + n.Op
}
