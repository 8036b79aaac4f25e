package spec

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// GoName is what a name of a spec becomes in Go: words split at anything but letters and digits, each capitalised. What would
// not begin with an upper-case letter gets the prefix. It is empty when the text has neither a letter nor a digit.
func GoName(text, prefix string) string { return goName(text, prefix) }

// Declared are the names that no name of a spec may become in Go, since the generated package, or Record, has them itself.
func Declared() []string { return slices.Concat(generated, methods) }

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

// quote is a text in a message.
func quote(s string) string { return strconv.Quote(short(s)) }

// generated are the names that a generated package declares itself, and its test's.
var generated = []string{"Model", "Trainer", "Input", "Output", "Target", "Class", "New", "Load", "Read", "Pretrained", "NewTrainer",
	"ParseClass", "Record", "Columns", "InputNames", "OutputNames", "Labels", "NumEncoded", "NumInputs", "NumOutputs", "NumLayers", "NumParams", "TestGradient"}

// clashes reports names that stand twice, and those that come out the same in Go as another of them or one of the
// generated package.
func (d *decoder) clashes() {
	d.fieldClashes()
	d.apart()
	taken := map[string]Name{}
	for _, g := range generated {
		taken[g] = Name{Go: g}
	}
	said := map[*node]bool{}
	for _, n := range d.names() {
		first, clash := taken[n.Go]
		switch {
		case said[n.at]: // one mistake, one diagnostic
			continue
		case clash && first.at == nil:
			d.errorf(n.at, "name-clash", "%s becomes %s in Go, which the generated package declares itself", quote(n.Text), n.Go).Hint = renameHint
		case clash:
			p := d.errorf(n.at, "name-clash", "%s becomes %s in Go, and so does %s", quote(n.Text), n.Go, quote(first.Text))
			p.Notes, p.Hint = note(first.at, "%s is first here", n.Go), renameHint
		default:
			taken[n.Go] = n
		}
		said[n.at] = said[n.at] || clash
	}
}

const renameHint = "give it another name: {name: …, column: …} for an input or output, {name: …, value: …} for a label."

// apart puts Output before the constants of outputs that are called as an input is: inputs and outputs have namespaces of
// their own, for forecasts of what is an input, too.
func (d *decoder) apart() {
	taken := map[string]bool{}
	for i := range d.spec.Inputs {
		for k := range d.spec.Inputs[i].Encoding.Entries() {
			taken[d.spec.Inputs[i].Encoding.PartName(k)] = true
		}
	}
	for _, out := range d.spec.Outputs() {
		list := out.Names
		if t := out.Task; t != nil && t.Labels && t.Units == 0 && !t.Classes {
			list = out.Labels // of a multilabel task: each is an output
		}
		for i := range list {
			if len(d.spec.Heads) == 0 && taken[list[i].Go] {
				list[i].Go = "Output" + list[i].Go
			}
		}
	}
}

// methods are those of Record, whose fields are called as the inputs are.
var methods = []string{"Input", "Set", "MarshalJSON", "UnmarshalJSON"}

// fieldClashes reports inputs that are called as a method of Record.
func (d *decoder) fieldClashes() {
	for i := range d.spec.Inputs {
		if in := &d.spec.Inputs[i]; in.at != nil && in.Go != "Input" && slices.Contains(methods, in.Go) {
			d.errorf(in.at, "name-clash", "%s becomes %s in Go, which is a method of Record", quote(in.Text), in.Go).Hint = renameHint
		}
	}
}

// names lists everything that becomes a constant of the generated package, in file order.
func (d *decoder) names() []Name {
	var inputs []Name
	for i := range d.spec.Inputs {
		inputs = append(inputs, d.spec.Inputs[i].Name)
	}
	inputs = d.distinct(inputs)
	return slices.Concat(d.parted(inputs), d.valueNames(), d.distinct(d.spec.Output.Labels), d.distinct(d.spec.Output.Names))
}

// distinct reports texts that stand twice in a list and leaves them out, as it does what was reported before.
func (d *decoder) distinct(list []Name) []Name {
	first := map[string]*node{}
	var kept []Name
	for _, n := range list {
		if at := first[n.Text]; at != nil && n.at != nil {
			p := d.errorf(n.at, "duplicate-name", "%s stands twice in this list", quote(n.Text))
			p.Notes, p.Hint = note(at, "first here"), "keep one of them."
		} else if n.at != nil {
			first[n.Text] = n.at
			kept = append(kept, n)
		}
	}
	return kept
}

// parted are the names of the entries of a raw row: of a date there is one for each part.
func (d *decoder) parted(inputs []Name) (list []Name) {
	parts := map[*node]*Input{}
	for i := range d.spec.Inputs {
		parts[d.spec.Inputs[i].at] = &d.spec.Inputs[i]
	}
	for _, n := range inputs {
		in := parts[n.at]
		for i := range in.Encoding.Entries() {
			part := n
			part.Go = in.Encoding.PartName(i)
			list = append(list, part)
		}
		if in.Encoding.Parts != nil && n.Go == "Input" { // a field of that name
			list = append(list, n)
		}
	}
	return list
}
