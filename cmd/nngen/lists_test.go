package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "write the vocabulary and the picture of an error in the docs anew")

// TestVocabularyIsFresh keeps the list of docs/vocabulary.md what nngen ops prints.
func TestVocabularyIsFresh(t *testing.T) {
	const page = "../../docs/vocabulary.md"
	var stdout, stderr bytes.Buffer
	if status := run([]string{"ops", "--format", "markdown"}, nil, &stdout, &stderr); status != 0 {
		t.Fatal(stderr.String())
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), "<!-- nngen ops --format markdown -->\n")
	got, after, ends := strings.Cut(rest, "<!-- end of nngen ops -->\n")
	if !begins || !ends {
		t.Fatal("docs/vocabulary.md lacks a comment around the vocabulary")
	}
	want := "\n" + stdout.String() + "\n"
	if got == want {
		return
	}
	if !*update {
		t.Fatal("docs/vocabulary.md is stale: go test ./cmd/nngen -run Vocabulary -update")
	}
	fresh := before + "<!-- nngen ops --format markdown -->\n" + want + "<!-- end of nngen ops -->\n" + after
	if err := os.WriteFile(page, []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPictureIsFresh keeps the picture of the docs what inspect draws.
func TestPictureIsFresh(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run([]string{"inspect", "../../examples/specs/iris.yaml", "--format", "svg"}, nil, &stdout, &stderr); status != 0 {
		t.Fatal(stderr.String())
	}
	want, err := os.ReadFile("../../docs/iris.svg")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(stdout.Bytes(), want) {
		t.Error("docs/iris.svg is stale: nngen inspect examples/specs/iris.yaml --format svg > docs/iris.svg")
	}
}

// TestCommandsPage holds docs/commands.md against the commands: it names their flags, apart from --help and --confined, and no others.
func TestCommandsPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	flags, rows := regexp.MustCompile("`(--[a-z-]+)"), map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `nngen ([a-z]+)(.*)$").FindAllStringSubmatch(string(page), -1) {
		rows[row[1]] += strings.ReplaceAll(row[2], " --", " `--")
	}
	for _, cmd := range newRoot(io.Discard).Commands() {
		row, listed := rows[cmd.Name()]
		if !listed {
			t.Errorf("docs/commands.md does not list nngen %s", cmd.Name())
		}
		named := map[string]bool{"help": true, "confined": true}
		for _, flag := range flags.FindAllStringSubmatch(row, -1) {
			name := strings.TrimPrefix(flag[1], "--")
			if named[name] = true; name != "help" && cmd.Flags().Lookup(name) == nil {
				t.Errorf("docs/commands.md: nngen %s has no --%s", cmd.Name(), name)
			}
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !named[f.Name] {
				t.Errorf("docs/commands.md does not name --%s of nngen %s", f.Name, cmd.Name())
			}
		})
	}
}
