package mutation

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// share is what the suite must catch.
const share = 0.95

const readme = "README.md"

const head = `# What the suite catches

Small faults, planted one at a time in a copy of the module. Tests that compare text with golden files are left out: they
see that something changed, not that it is wrong. ` + "`go test ./internal/mutation -timeout 3h -mutations`" + ` writes the table; with
` + "`-fault REGEXP`" + ` it tries only some of the faults and keeps the other lines. Caught: %d of %d.

| file | fault | caught by |
|---|---|---|
`

var line = regexp.MustCompile("(?m)^\\| `(.*)` \\| (.*) \\| (.*) \\|$")

const nothing = "**nothing**"

// outcomes reads README.md: what caught each fault.
func outcomes(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(readme)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	caught := map[string]string{}
	for _, m := range line.FindAllStringSubmatch(string(text), -1) {
		caught[m[1]+": "+m[2]] = m[3]
	}
	return caught
}

// record writes the line of a fault into README.md.
func record(t *testing.T, fault mutation, by string) {
	all, count := outcomes(t), 0
	all[fault.String()] = cmp.Or(by, nothing)
	var lines strings.Builder
	for _, m := range faults {
		by, tried := all[m.String()]
		if !tried {
			continue
		}
		if by != nothing {
			count++
		}
		fmt.Fprintf(&lines, "| `%s` | %s | %s |\n", m.file, m.what, by)
	}
	write(t, readme, fmt.Appendf(nil, head+"%s", count, len(faults), &lines))
}

// README.md has a line for each fault and no other, and the suite catches enough of them.
func TestOutcomes(t *testing.T) {
	all, count := outcomes(t), 0
	for _, m := range faults {
		by, tried := all[m.String()]
		if !tried {
			t.Errorf("%s: it was not tried yet: run this test with -mutations -fault and its description", m)
		}
		if tried && by != nothing {
			count++
		}
		delete(all, m.String())
	}
	for what := range all {
		t.Errorf("%s is not in the table any more: run this test with -mutations", what)
	}
	if float64(count) < share*float64(len(faults)) {
		t.Errorf("%d of %d faults are caught, which is less than %g%%", count, len(faults), 100*share)
	}
}
