package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the schema of the repository anew")

// TestFileIsFresh keeps schema/nngen.schema.json what nngen schema prints. That it accepts and refuses the right specs
// is tested beside these, in package spec.
func TestFileIsFresh(t *testing.T) {
	const path = "../../schema/" + FileName
	if *update {
		if err := os.WriteFile(path, JSON(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, JSON()) {
		t.Errorf("%s is stale: go test ./internal/schema -update", path)
	}
}

// TestEditorsAreHelped: every key says what it is for, and words with meanings have as many of them.
func TestEditorsAreHelped(t *testing.T) {
	var root node
	if err := json.Unmarshal(JSON(), &root); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, n *node)
	walk = func(path string, n *node) {
		if n == nil {
			return
		}
		if len(n.Docs) > 0 && len(n.Docs) != len(n.Enum) {
			t.Errorf("%s: %d words, %d meanings", path, len(n.Enum), len(n.Docs))
		}
		walk(path+"[]", n.Items)
		for _, form := range n.AnyOf {
			walk(path, form)
		}
		for key, value := range n.Properties {
			if value.Description == "" {
				t.Errorf("%s.%s says nothing", path, key)
			}
			walk(path+"."+key, value)
		}
	}
	walk("", &root)
}
