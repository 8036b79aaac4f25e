package inspect

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// Attributes are the attributes of an entry of the vocabulary that are not at their defaults: numbers and booleans.
type Attributes map[string]any

// learningRate is reported on its own.
const learningRate = "learning_rate"

func attributes[E op.Entry](u op.Use[E]) Attributes {
	found := Attributes{}
	for _, a := range u.Entry.Info().Attrs {
		switch v := u.Args[a.Name]; {
		case a.Name == learningRate || v == a.Default && !a.Required:
		case a.Range.Kind == op.Boolean:
			found[a.Name] = v != 0
		default:
			found[a.Name] = v
		}
	}
	return found
}

// call prints an entry with its attributes: leaky_relu(alpha=0.2).
func call(name string, attrs Attributes) string {
	if len(attrs) == 0 {
		return name
	}
	var args []string
	for _, k := range slices.Sorted(maps.Keys(attrs)) {
		args = append(args, fmt.Sprintf("%s=%v", k, attrs[k]))
	}
	return name + "(" + strings.Join(args, ", ") + ")"
}
