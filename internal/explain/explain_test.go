package explain

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

// check is what the checker says of an example, if there is one.
func check(src string) diag.List {
	if src == "" {
		return nil
	}
	_, list := spec.Parse(FileName, []byte(src))
	return list
}

// TestExamples holds the examples against the checker: the bad one has its mistake and no other, the mended one none.
// Sessions are run by the tests of the command.
func TestExamples(t *testing.T) {
	for _, e := range List {
		t.Run(e.Code, func(t *testing.T) {
			list := check(e.Bad)
			for _, d := range list {
				if d.Code != e.Code {
					t.Errorf("the bad example: %v", d)
				}
			}
			if (e.Session == "") != (len(list) > 0) {
				t.Errorf("%d diagnostics, and the session is %q", len(list), e.Session)
			}
			if e.Session == "" && e.Mended == "" {
				t.Error("there is no mended example")
			}
			if list := check(e.Mended); len(list) > 0 {
				t.Errorf("the mended example: %v", list)
			}
		})
	}
}

// TestTexts: the summary is one sentence on one line, and warnings say that they are such.
func TestTexts(t *testing.T) {
	for _, e := range List {
		if len(e.Summary) > 120 || !strings.HasSuffix(e.Summary, ".") || strings.Contains(e.Summary, ". ") {
			t.Errorf("%s: the summary is %q", e.Code, e.Summary)
		}
		list := check(e.Bad)
		if warns := len(list) > 0 && !list.HasErrors(); warns != strings.HasPrefix(e.Summary, "Warning: ") {
			t.Errorf("%s warns: %v, but its summary is %q", e.Code, warns, e.Summary)
		}
		var s strings.Builder
		if err := e.Write(&s); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(s.String()) {
			if len([]rune(line)) > 180 || strings.ContainsAny(line, "\x00\r\u2028") {
				t.Errorf("%s: the line %q", e.Code, line)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	for _, code := range Codes() {
		if e, ok := Lookup(code); !ok || e.Code != code || e.Summary == "" {
			t.Errorf("%s: %v %v", code, e, ok)
		}
	}
	if e, ok := Lookup("none"); ok || e.Code != "" {
		t.Errorf("none: %v", e)
	}
}

func TestWrite(t *testing.T) {
	const bad = "version: 1\nmodel: iris\ninputs: 4\nlayers: [{units: 3}]\noutput: {task: multiclas}\n"
	e := parse("unknown-value", "A word is unknown.\nLook it up.\n-- bad --\n"+bad+"-- mended --\nfine\n")
	const want = `unknown-value: A word is unknown.
Look it up.

For example, in iris.yaml:

    version: 1
    model: iris
    inputs: 4
    layers: [{units: 3}]
    output: {task: multiclas}

What nngen says:

    iris.yaml:5:16: error: unknown task "multiclas" [unknown-value]
       5 | output: {task: multiclas}
         |                ^^^^^^^^^
       hint: did you mean multiclass?

Mended:

    fine
`
	var s strings.Builder
	if err := e.Write(&s); err != nil || s.String() != want {
		t.Errorf("%v\n%s", err, s.String())
	}
}
