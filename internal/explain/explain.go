package explain

import (
	"embed"
	"slices"
	"strings"

	"github.com/nngen/nngen/spec"
)

//go:embed codes/*.txt
var files embed.FS

// Explanation says what one code means.
type Explanation struct {
	Code    string
	Summary string // one sentence
	More    string // further lines, or empty
	Bad     string // a spec that shows it; empty where there is no file to show
	Mended  string // the spec as it should be; empty where it is not the spec that is wrong
	Session string // of a code that a command reports: "$ nngen build iris.yaml" and what it prints
}

// List explains all codes, by their names.
var List = readAll()

// Codes lists the codes that are explained.
func Codes() []string {
	var codes []string
	for _, e := range List {
		codes = append(codes, e.Code)
	}
	return codes
}

// Lookup finds the explanation of a code.
func Lookup(code string) (Explanation, bool) {
	i := slices.IndexFunc(List, func(e Explanation) bool { return e.Code == code })
	if i < 0 {
		return Explanation{}, false
	}
	return List[i], true
}

func readAll() []Explanation {
	entries, err := files.ReadDir("codes")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	var list []Explanation
	for _, f := range entries {
		text, err := files.ReadFile("codes/" + f.Name())
		if err != nil {
			panic("internal error: " + err.Error())
		}
		list = append(list, parse(strings.TrimSuffix(f.Name(), ".txt"), string(text)))
	}
	return list
}

// parse reads the text of a code.
func parse(code, text string) Explanation {
	e := Explanation{Code: code}
	what, sections := text, ""
	if i := strings.Index(text, "\n-- "); i >= 0 {
		what, sections = text[:i], text[i+1:]
	}
	e.Summary, e.More, _ = strings.Cut(strings.TrimSpace(what), "\n")
	for sections != "" {
		var heading, body string
		heading, body, _ = strings.Cut(sections, "\n")
		sections = ""
		if i := strings.Index("\n"+body, "\n-- "); i >= 0 {
			body, sections = body[:i], body[i:]
		}
		e.set(strings.Trim(heading, "- "), body)
	}
	return e
}

func (e *Explanation) set(section, body string) {
	switch section {
	case "bad":
		e.Bad = body
	case "bad, its last line repeated":
		last := strings.LastIndexByte(strings.TrimSuffix(body, "\n"), '\n') + 1
		e.Bad = body + strings.Repeat(body[last:], spec.MaxFile/len(body[last:]))
	case "mended":
		e.Mended = body
	case "session":
		e.Session = body
	default:
		panic("internal error: " + e.Code + " has a section " + section)
	}
}
