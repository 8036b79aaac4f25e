package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
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
