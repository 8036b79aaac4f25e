package meter

import "github.com/nngen/nngen/internal/verify/probe"

// The description of a generated package is the same for all that verify and bench ask of it.
type (
	Float                            = probe.Float
	Model[E Float, In, Out any]      = probe.Model[E, In, Out]
	Trainer[E Float, In, T any]      = probe.Trainer[E, In, T]
	Network[E Float, In, T, Out any] = probe.Network[E, In, T, Out]
)
