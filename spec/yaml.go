package spec

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nngen/nngen/spec/diag"
	"gopkg.in/yaml.v3"
)

// parseYAML turns the text of a spec into a tree and reports everything that
// the spec language does not allow in its YAML. The diagnostics are in file
// order and name no file. The tree is nil where there is none: the text is
// empty, too large or not YAML. Otherwise the tree leaves out what was
// reported, so that it can be checked all the same.
func parseYAML(src []byte) (*node, diag.List) {
	var list problems
	root := buildTree(src, &list)
	list.Sort()
	return root, list.List
}

func buildTree(src []byte, list *problems) *node {
	text, ok := cleanText(src, list)
	if !ok {
		return nil
	}
	scan := scanYAML(text, list)
	if scan.stopped {
		return nil
	}
	doc, err := loadYAML(scan.text)
	if err != nil {
		explainSyntax(scan, err, list)
		return nil
	}
	if doc == nil || doc.Kind == yaml.ScalarNode && isNull(doc) {
		list.add(fileStart, "empty", "the file holds no spec", "begin it with version: 1 and model: NAME.")
		return nil
	}
	b := builder{list: list, text: scan.text, pos: fileStart.Pos, bells: scan.bells}
	root := b.node(doc)
	if root.kind == scalarNode && !root.quoted && gluedColon(root.text) > 0 {
		list.missingSpace(root)
		return nil
	}
	return root
}

// loadYAML parses a text of one document; without content there is no node.
// A panic of the parser comes back as an error.
func loadYAML(text []byte) (root *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	return doc.Content[0], nil
}

// builder makes our nodes from the parser's. Both come in file order, so one
// pass over the text gives each node its place.
type builder struct {
	list  *problems
	text  []byte   // from pos on
	pos   diag.Pos // never behind the node being built
	bells []rune   // what the bells from pos on stand for
}

func (b *builder) node(n *yaml.Node) *node {
	out := &node{span: b.seek(n)}
	switch n.Kind {
	case yaml.MappingNode:
		out.kind = mappingNode
		b.entries(out, n.Content)
	case yaml.SequenceNode:
		out.kind = sequenceNode
		for _, item := range n.Content {
			out.items = append(out.items, b.node(item))
		}
	default:
		b.scalar(out, n)
	}
	return out
}

func (b *builder) scalar(out *node, n *yaml.Node) {
	out.span.Len = b.length(n)
	if isNull(n) {
		return
	}
	out.kind, out.text, out.quoted = scalarNode, n.Value, isQuoted(n)
	if n.Style&yaml.DoubleQuotedStyle != 0 {
		out.text = b.unbell(n.Value)
	}
	b.escapes(out)
}

// escapes reports a character that may not stand in a spec and yet is written
// there, as an escape.
func (b *builder) escapes(n *node) {
	text := strings.ReplaceAll(n.text, "\r\n", "\n")
	if i := strings.IndexFunc(text, Invisible); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		code, message, hint := badCharacter([]byte(string(r)))
		b.list.add(n.span, code, message, hint)
		n.text = strings.Map(visible, n.text)
	}
}

func isQuoted(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

func isNull(n *yaml.Node) bool {
	return !isQuoted(n) && slices.Contains([]string{"", "~", "null", "Null", "NULL"}, n.Value)
}

// entries fills a mapping and leaves out what cannot be a key and keys that
// were there before.
func (b *builder) entries(out *node, content []*yaml.Node) {
	first := map[string]*node{}
	for i := 0; i+1 < len(content); i += 2 {
		key, value := b.node(content[i]), b.node(content[i+1])
		switch before := first[key.text]; {
		case key.kind != scalarNode:
			b.list.add(key.span, "bad-key", "a key must be a word, not "+key.kind.String(), "write KEY: VALUE.")
		case key.text == "<<" && !key.quoted:
			b.list.add(key.span, "alias", "<< merges mappings, which a spec may not do", "write the entries themselves.")
		case value.kind == nullNode && !key.quoted && gluedColon(key.text) > 0:
			b.list.missingSpace(key)
		case before != nil:
			b.list.add(key.span, "duplicate-key", fmt.Sprintf("the key %s stands here a second time", key.text), "keep one of them.",
				diag.Note{Span: before.span, Text: "it is set here first"})
		default:
			first[key.text] = key
			out.entries = append(out.entries, entry{key, value})
		}
	}
}

// seek moves forward to the start of a node.
func (b *builder) seek(n *yaml.Node) diag.Span {
	for b.pos.Line < n.Line {
		i := bytes.IndexByte(b.text, '\n')
		if i < 0 {
			break
		}
		b.text = b.text[i+1:]
		b.pos = diag.Pos{Line: b.pos.Line + 1, Col: 1}
	}
	for b.pos.Line == n.Line && b.pos.Col < n.Column && len(b.text) > 0 && b.text[0] != '\n' {
		_, size := utf8.DecodeRune(b.text)
		b.text = b.text[size:]
		b.pos.Col++
	}
	return diag.Span{Pos: b.pos, Len: 1}
}

// length counts the characters of the scalar at pos on its first line, with
// its quotes. It looks no further than the scalar goes.
func (b *builder) length(n *yaml.Node) int {
	end := 0
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		end = bytes.IndexAny(b.text, " \r\n")
	case isQuoted(n):
		end = endOfQuote(b.text)
	case bytes.HasPrefix(b.text, []byte(n.Value)):
		end = len(n.Value)
	default:
		end = bytes.IndexByte(b.text, '\n')
	}
	if end < 0 {
		end = len(b.text)
	}
	return max(1, utf8.RuneCount(bytes.TrimRight(b.text[:end], " \r")))
}

// endOfQuote returns where the scalar in quotes at the start of text ends, or
// its first line.
func endOfQuote(text []byte) int {
	for i := 1; i < len(text) && text[i] != '\n'; i++ {
		switch {
		case text[0] == '"' && text[i] == '\\' && text[i+1] != '\n', text[0] == '\'' && bytes.HasPrefix(text[i:], []byte("''")):
			i++
		case text[i] == text[0]:
			return i + 1
		}
	}
	return bytes.IndexByte(text, '\n')
}
