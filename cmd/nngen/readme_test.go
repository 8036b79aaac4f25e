package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

var update = flag.Bool("update", false, "write the vocabulary in the README anew")

// TestReadmeIsTrue holds what the README shows against what nngen does.
func TestReadmeIsTrue(t *testing.T) {
	blocks := fenced(t, "../../README.md")
	s, problems := spec.Parse("penguins.yaml", []byte(blocks["yaml"][0]))
	if s == nil || len(problems) > 0 {
		t.Fatalf("the spec: %v", problems)
	}
	if example := load("../../examples/specs/penguins.yaml").spec; s.Fingerprint() != example.Fingerprint() || s.Description != example.Description {
		t.Error("the spec shown is not that of examples/specs/penguins.yaml")
	}
	code, err := os.ReadFile("../../generated/penguins/penguins_nngen.go")
	if err != nil {
		t.Fatal(err)
	}
	shown, _, _ := strings.Cut(blocks["go"][0], "\t// …")
	if !bytes.Contains(code, []byte(shown)) {
		t.Error("the Forward shown is not that of generated/penguins")
	}
	path := filepath.Join(t.TempDir(), "iris.yaml")
	seven := "version: 1\nmodel: iris\ninputs: 4\nlayers:\n  - {units: 8, activation: relu}\n  - {units: 3, activation: softmax, W: [3, 9]}\noutput: {task: multiclass}\n"
	if err := os.WriteFile(path, []byte(seven), 0o644); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	run([]string{"check", path}, nil, &bytes.Buffer{}, &stderr)
	if got := strings.ReplaceAll(stderr.String(), path, "iris.yaml"); got != blocks[""][0] {
		t.Errorf("the error shown is not what check prints:\n%s", got)
	}
}

// TestVocabularyIsFresh keeps the section between two comments of the README what nngen ops prints.
func TestVocabularyIsFresh(t *testing.T) {
	const readme = "../../README.md"
	var stdout, stderr bytes.Buffer
	if status := run([]string{"ops", "--format", "markdown"}, nil, &stdout, &stderr); status != 0 {
		t.Fatal(stderr.String())
	}
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), "<!-- nngen ops --format markdown -->\n")
	got, after, ends := strings.Cut(rest, "<!-- end of nngen ops -->\n")
	if !begins || !ends {
		t.Fatal("the README lacks a comment around the vocabulary")
	}
	want := "\n" + stdout.String() + "\n"
	if got == want {
		return
	}
	if !*update {
		t.Fatal("the vocabulary in the README is stale: go test ./cmd/nngen -run Vocabulary -update")
	}
	fresh := before + "<!-- nngen ops --format markdown -->\n" + want + "<!-- end of nngen ops -->\n" + after
	if err := os.WriteFile(readme, []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPictureIsFresh keeps the picture in the README what inspect draws.
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

// fenced returns the fenced blocks of a Markdown file by their language.
func fenced(t *testing.T, path string) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]string{}
	parts := strings.Split(string(text), "```")
	for i := 1; i < len(parts); i += 2 {
		language, body, _ := strings.Cut(parts[i], "\n")
		blocks[language] = append(blocks[language], body)
	}
	return blocks
}
