package spec

import (
	"strconv"
	"strings"
	"unicode"
)

// goName makes an exported Go name: words split at anything but letters and digits, each capitalised; an underscore
// stays between two digits. A name that would not begin with an upper-case letter gets the prefix. It is empty when
// the text has neither a letter nor a digit.
func goName(text, prefix string) string {
	runes := []rune(text)
	var s strings.Builder
	start := true
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if start {
				r = unicode.ToUpper(r)
			}
			s.WriteRune(r)
			start = false
		case r == '_' && i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1]):
			s.WriteByte('_')
			start = true
		default:
			start = true
		}
	}
	name := s.String()
	if name != "" && !unicode.IsUpper([]rune(name)[0]) {
		name = prefix + name
	}
	return name
}

func quote(s string) string { return strconv.Quote(s) }

// generated are the names that a generated package declares itself, and its test's.
var generated = []string{"Model", "Trainer", "Input", "Output", "Target", "Class", "New", "Load", "Read", "Pretrained", "NewTrainer",
	"ParseClass", "NumInputs", "NumOutputs", "NumLayers", "NumParams", "TestGradient"}

// clashes reports names that come out the same in Go, of each other or of the generated package.
func (d *decoder) clashes() {
	taken := map[string]Name{}
	for _, g := range generated {
		taken[g] = Name{Go: g}
	}
	for _, n := range d.spec.names() {
		first, clash := taken[n.Go]
		switch {
		case n.Go == "":
		case clash && first.at == nil:
			d.errorf(n.at, "name-clash", "%s becomes %s in Go, which the generated package declares itself", quote(n.Text), n.Go).Hint = renameHint
		case clash:
			p := d.errorf(n.at, "name-clash", "%s becomes %s in Go, and so does %s", quote(n.Text), n.Go, quote(first.Text))
			p.Notes, p.Hint = note(first.at, "%s is first here", n.Go), renameHint
		default:
			taken[n.Go] = n
		}
	}
}

const renameHint = "give one of them another name: {name: …, column: …} for an input or output, {name: …, value: …} for a label."

// names lists everything that becomes a constant of the generated package, in file order.
func (s *Spec) names() []Name {
	var list []Name
	for _, in := range s.Inputs {
		list = append(list, in.Name)
	}
	return append(append(list, s.Output.Labels...), s.Output.Names...)
}
