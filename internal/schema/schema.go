package schema

import (
	"bytes"
	"encoding/json"
	"math"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// FileName is how the schema is called beside specs that refer to it.
const FileName = "nngen.schema.json"

// Comment is the first line of a spec whose schema is at path, for editors with the YAML language server.
func Comment(path string) string { return "# yaml-language-server: $schema=" + path }

// node is a schema: what it says and, by its keywords, what it demands.
type node struct {
	Schema      string `json:"$schema,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Type        any    `json:"type,omitempty"` // a name, or a list of them

	Enum []string `json:"enum,omitempty"`
	Docs []string `json:"enumDescriptions,omitempty"` // no keyword of the draft, but editors show them

	Pattern string `json:"pattern,omitempty"`
	Not     *node  `json:"not,omitempty"`

	Minimum          *json.Number `json:"minimum,omitempty"`
	Maximum          *json.Number `json:"maximum,omitempty"`
	ExclusiveMinimum *json.Number `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum *json.Number `json:"exclusiveMaximum,omitempty"`

	Items    *node `json:"items,omitempty"`
	MinItems int   `json:"minItems,omitempty"`
	MaxItems int   `json:"maxItems,omitempty"`

	Properties map[string]*node `json:"properties,omitempty"`
	Required   []string         `json:"required,omitempty"`
	Patterns   map[string]*node `json:"patternProperties,omitempty"`
	Additional any              `json:"additionalProperties,omitempty"`

	AnyOf []*node `json:"anyOf,omitempty"`
}

// JSON is the text of the schema.
func JSON() []byte {
	root := of(spec.Language())
	root.Schema, root.Title = "https://json-schema.org/draft/2020-12/schema", "nngen spec"
	root.Description = "A feed-forward network that nngen compiles into Go."
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		panic("internal error: " + err.Error())
	}
	return text.Bytes()
}

// of is the schema of a form.
func of(f spec.Form) *node {
	switch f := f.(type) {
	case spec.Text:
		return text(f)
	case spec.Words:
		return &node{Type: "string", Enum: f.Words, Docs: f.Docs}
	case spec.Whole:
		return whole(f)
	case spec.Number:
		return number(f.Range)
	case spec.List:
		return &node{Type: "array", Items: of(f.Of), MinItems: f.Min, MaxItems: f.Max}
	case spec.Any:
		return &node{}
	case spec.Map:
		return &node{Type: "object", Additional: of(f.Of)}
	case spec.Keys:
		return mapping(f)
	case spec.Mapping:
		return &node{Type: "object", Patterns: map[string]*node{f.Pattern: of(f.Of)}, Additional: new(bool)}
	}
	n := &node{}
	for _, form := range f.(spec.OneOf) {
		n.AnyOf = append(n.AnyOf, of(form))
	}
	return n
}

// text may be written without quotes where it looks like a number: labels: [0, 1].
func text(t spec.Text) *node {
	n := &node{Type: []string{"string", "number", "boolean"}, Pattern: t.Pattern}
	if t.Prose {
		n.Type = "string"
	}
	if len(t.Except) > 0 {
		n.Not = &node{Enum: t.Except}
	}
	return n
}

func whole(w spec.Whole) *node {
	n := &node{Type: "integer", Minimum: literal(w.Min)}
	if w.Max < math.MaxInt64 {
		n.Maximum = literal(w.Max)
	}
	return n
}

func number(r op.Range) *node {
	if r.Kind == op.Boolean {
		return &node{Type: "boolean"}
	}
	n := &node{Type: "number"}
	if r.Kind == op.Integer {
		n.Type = "integer"
	}
	bound(r.Min, r.OpenMin, &n.Minimum, &n.ExclusiveMinimum)
	bound(r.Max, r.OpenMax, &n.Maximum, &n.ExclusiveMaximum)
	return n
}

// bound writes a limit where there is one, as the limit itself or as the first value beyond.
func bound(v float64, open bool, limit, exclusive **json.Number) {
	switch {
	case math.IsInf(v, 0):
	case open:
		*exclusive = literal(v)
	default:
		*limit = literal(v)
	}
}

func literal(v any) *json.Number {
	digits, err := json.Marshal(v)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	n := json.Number(digits)
	return &n
}

func mapping(keys spec.Keys) *node {
	n := &node{Type: "object", Properties: map[string]*node{}, Additional: false}
	for _, k := range keys {
		value := of(k.Form)
		value.Description = k.Doc
		n.Properties[k.Name] = value
		if k.Required {
			n.Required = append(n.Required, k.Name)
		}
	}
	return n
}
