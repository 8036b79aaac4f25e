package docs

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/nngen/nngen/internal/schema"
)

// block is a fenced block of a page: ```LANGUAGE FILE.
type block struct {
	line                 int // of the fence, from 1
	language, file, text string
}

func parseBlocks(page string) (list []block, err error) {
	var open *block
	for i, line := range strings.SplitAfter(page, "\n") {
		fence, is := strings.CutPrefix(line, "```")
		switch {
		case is && open == nil:
			language, file, _ := strings.Cut(strings.TrimSpace(fence), " ")
			open = &block{line: i + 1, language: language, file: file}
		case is:
			list = append(list, *open)
			open = nil
		case open != nil:
			open.text += line
		case strings.Contains(line, "```"):
			return nil, fmt.Errorf("line %d: a fence that does not begin its line would not be run", i+1)
		}
	}
	if open != nil {
		return nil, fmt.Errorf("line %d: the block does not end", open.line)
	}
	return list, nil
}

// exchange is a command and what it prints.
type exchange struct{ command, output string }

// commands takes a console apart. A command goes on after a line that ends with a backslash.
func (b block) commands() (list []exchange) {
	goesOn := false
	for line := range strings.Lines(b.text) {
		command, is := strings.CutPrefix(line, "$ ")
		switch {
		case is:
			list = append(list, exchange{command: command})
		case len(list) == 0:
			list = append(list, exchange{"false", "a console begins with $ and a command"})
		case goesOn:
			list[len(list)-1].command += line
		default:
			list[len(list)-1].output += line
		}
		goesOn = (is || goesOn) && strings.HasSuffix(line, "\\\n")
	}
	return list
}

var (
	anyLines  = regexp.MustCompile(`(?m)^[ \t]*…\n`)
	durations = regexp.MustCompile(`[0-9](?:[0-9,]|\\\.)*( ?(?:ns|µs|ms|s|min|h)\b)`)
)

// pattern is a text of a page with its gaps.
type pattern string

// shows makes a regular expression of a text.
func shows(text string) pattern {
	p := regexp.QuoteMeta(ended(text))
	p = anyLines.ReplaceAllString(p, "(?:.*\n)*?")
	p = strings.ReplaceAll(p, "…", ".*")
	return pattern(durations.ReplaceAllString(p, `[0-9][0-9.,]*$1`))
}

func (p pattern) all(text string) bool {
	return regexp.MustCompile(`\A` + string(p) + `\z`).MatchString(ended(text))
}

func (p pattern) within(text string) bool {
	return regexp.MustCompile(`(?m)^` + string(p)).MatchString(ended(text))
}

// ended ends a text with one line end.
func ended(text string) string { return strings.TrimRight(text, " \n") + "\n" }

var need = regexp.MustCompile(`<!-- needs: (.*) -->`)

// needs lists the programs that a page names.
func needs(page string) (list []string) {
	for _, m := range need.FindAllStringSubmatch(page, -1) {
		list = append(list, strings.Fields(m[1])...)
	}
	return list
}

var topLevel = regexp.MustCompile(`^([a-z_]+):`)

// replaceKeys returns a spec in which the keys of a part stand as the part says.
func replaceKeys(text, part string) string {
	replaced := map[string]bool{}
	for line := range strings.Lines(part) {
		if m := topLevel.FindStringSubmatch(line); m != nil {
			replaced[m[1]] = true
		}
	}
	var kept strings.Builder
	keep := true
	for line := range strings.Lines(text) {
		if m := topLevel.FindStringSubmatch(line); m != nil {
			keep = !replaced[m[1]]
		}
		if keep {
			kept.WriteString(line)
		}
	}
	return kept.String() + part
}

var compiledSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSON()))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schema.FileName, doc); err != nil {
		return nil, err
	}
	return c.Compile(schema.FileName)
})

// validSpec holds a spec against the schema as an editor does.
func validSpec(text string) error {
	s, err := compiledSchema()
	if err != nil {
		return err
	}
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		return err
	}
	return s.Validate(v)
}

// TestPagesCompare: what differs by one digit is not what a page says.
func TestPagesCompare(t *testing.T) {
	for _, test := range []struct {
		page, printed string
		want          bool
	}{
		{"accuracy 0.9565\n", "accuracy 0.9565\n", true},
		{"accuracy 0.9565\n", "accuracy 0.9566\n", false},
		{"accuracy …\n", "accuracy 0.9566\n", true},
		{"accuracy …\n", "r2 0.9566\n", false},
		{"50 epochs in 0.3 s\n", "50 epochs in 1,200 s\n", true},
		{"50 epochs in 0.3 s\n", "51 epochs in 0.3 s\n", false},
		{"12 ns per row\n", "9.1 ns per row\n", true},
		{"3 seeds\n", "4 seeds\n", false},
		{"first\n…\nlast\n", "first\n2\n3\nlast\n", true},
		{"first\n…\nlast\n", "first\nlast\n", true},
		{"first\n…\n", "second\n", false},
		{"first\n", "first\nand more\n", false},
		{"a (b) [c]\n", "a (b) [c]\n", true},
	} {
		if got := shows(test.page).all(test.printed); got != test.want {
			t.Errorf("page %q, printed %q: %v", test.page, test.printed, got)
		}
	}
}
