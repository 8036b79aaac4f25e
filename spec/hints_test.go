package spec

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
)

// TestSamples: what the language demands can be shown by an example that the language accepts.
func TestSamples(t *testing.T) {
	for _, key := range requiredKeys(Language()) {
		if samples[key] == "" {
			t.Errorf("there is no sample of %s", key)
		}
	}
	for _, a := range requiredAttrs() {
		root, problems := parseYAML([]byte(sample(a.Name)))
		d := newDecoder(&Spec{Precision: Float32})
		d.attributes(fields{a.Name: root.entries[0].value}, attrEntry{a})
		if d.list = append(d.list, problems...); len(d.list) > 0 {
			t.Errorf("the sample of %s is %q: %v", a.Name, samples[a.Name], d.list)
		}
	}
}

// TestHintsAreWhole: whatever stands for a value, no hint has a gap where an example belongs, and nothing panics.
func TestHintsAreWhole(t *testing.T) {
	const around = "version: 1\nmodel: m\n"
	for _, where := range []struct {
		keys Keys
		text string // with %s for the key and its value
	}{
		{specKeys, around + "%s\n"},
		{tableKeys, around + "inputs: [{name: a, %s}]\nlayers: [{units: 1}]\noutput: {task: regression}\n"},
		{tableKeys, around + "inputs: [{name: a, type: category, %s}]\nlayers: [{units: 1}]\noutput: {task: regression}\n"},
		{layerKeys(defaultKind), around + "inputs: [a]\nlayers: [{units: 8, %s}, {units: 1}]\noutput: {task: regression}\n"},
		{headKeys, around + "inputs: [a]\nlayers: [{units: 1}]\noutput: {%s}\n"},
		{trainKeys, around + "inputs: [a]\nlayers: [{units: 1}]\noutput: {task: regression}\ntrain: {%s}\n"},
		{dataKeys, around + "inputs: [a]\nlayers: [{units: 1}]\noutput: {task: regression}\ndata: {%s}\n"},
	} {
		for _, key := range where.keys {
			for _, value := range []string{"", "[]", "{}", "[1]", "1.5", "x", "{a: b}", "[[]]", `""`, "~"} {
				src := fmt.Sprintf(where.text, key.Name+": "+value)
				_, list := Parse("m.yaml", []byte(src))
				for _, p := range list {
					if strings.Contains(p.Hint, ": …,") || strings.Contains(p.Hint, ": … ") {
						t.Errorf("%s: %s\n%s", p.Message, p.Hint, src)
					}
				}
			}
		}
	}
}

// TestNumberHints: what people write for a number is answered with that number, and only where no other could be meant.
func TestNumberHints(t *testing.T) {
	const around = "version: 1\nmodel: m\ninputs: [a]\nlayers: [{units: 8}, {kind: dropout, rate: %s}, {units: 1}]\noutput: {task: regression}\n" +
		"data: {split:\n  {validation: %s}}\ntrain:\n  optimizer: {name: adam, learning_rate: 0.1, weight_decay: 0}\n  clip_norm: %s\n"
	for _, c := range []struct{ rate, validation, norm, hint string }{
		{"20", "0", "1", "20 percent are 0.2."},
		{"20%", "0", "1", "write 0.2."},
		{"100", "0", "1", ""},
		{"-1", "0", "1", ""},
		{"0", "12.5", "1", "12.5 percent are 0.125."},
		{"0", `"20 %"`, "1", "write 0.2."},
		{"0", "200%", "1", "write it like 0.01 or 1e-3."},
		{"0", "0", "0,001", "write 0.001."},
		{"0", "0", "1,5e-3", "write 1.5e-3."},
		{"0", "0", "1,000", "write it like 0.01 or 1e-3."},
		{"0", "0", "1,0,0", "write it like 0.01 or 1e-3."},
		{"0", "0", "-0,5", "write it like 0.01 or 1e-3."},
		{"0", "0", "0x1p3", "write it like 0.01 or 1e-3."},
		{"0", "0,2", "1", "inside brackets a comma begins another key: write decimals behind a point."},
	} {
		src := fmt.Sprintf(around, c.rate, c.validation, c.norm)
		if _, list := Parse("m.yaml", []byte(src)); len(list) == 0 || list[0].Hint != c.hint {
			t.Errorf("%v: %+v\n%s", c, list, src)
		}
	}
}

// attrEntry is an entry with one attribute.
type attrEntry struct{ op.Attr }

func (a attrEntry) Info() op.Info { return op.Info{Attrs: []op.Attr{a.Attr}} }

// requiredKeys lists the keys that are required anywhere in a form.
func requiredKeys(f Form) []string {
	var list []string
	switch f := f.(type) {
	case Keys:
		list = f.names(true)
		for _, key := range f {
			list = append(list, requiredKeys(key.Form)...)
		}
	case List:
		list = requiredKeys(f.Of)
	case OneOf:
		for _, form := range f {
			list = append(list, requiredKeys(form)...)
		}
	}
	return list
}

func requiredAttrs() []op.Attr {
	var list []op.Attr
	for _, attrs := range [][]op.Attr{attrsOf(op.Activations), attrsOf(op.Losses), attrsOf(op.Optimizers), attrsOf(op.Schedules),
		attrsOf(op.Initializers), attrsOf(op.LayerKinds)} {
		for _, a := range attrs {
			if a.Required {
				list = append(list, a)
			}
		}
	}
	return list
}

func attrsOf[E op.Entry](table []E) []op.Attr {
	var list []op.Attr
	for _, e := range table {
		list = append(list, e.Info().Attrs...)
	}
	return list
}

// TestGuessesEnd: the nearest word is sought for as many unknown words as are listed, and no more.
func TestGuessesEnd(t *testing.T) {
	d := newDecoder(&Spec{})
	key := &node{kind: scalarNode, text: "modle"}
	for i := range maxAlike + 1 {
		want := map[bool]string{true: "model"}[i < maxAlike]
		if got := d.unknown(key, "unknown-key", "unknown key", "allowed", []string{"model", "inputs"}); got != want {
			t.Fatalf("guess %d is %q, want %q", i, got, want)
		}
	}
	if got := d.list[maxAlike].Hint; got != "allowed: model, inputs." {
		t.Errorf("then the hint is %q", got)
	}
	if got := d.unknown(key, "unknown-value", "unknown word", "known", []string{"model"}); got != "model" {
		t.Errorf("words of another code are %q", got)
	}
}
