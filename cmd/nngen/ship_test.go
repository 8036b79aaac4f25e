package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestShipEdited: what people write into a spec while it trains is not written over, and their weights stay.
func TestShipEdited(t *testing.T) {
	const text = "version: 1\nmodel: line\ninputs: [x]\nlayers: [{units: 1}]\noutput: {task: regression}\n"
	for _, test := range []struct{ before, during, want string }{
		{text, text, ""},
		{text, text + "# a note\n", "was changed during the training, and what was changed would be lost"},
		{text, "", "was changed during the training"},
		{text, text + "weights: line.safetensors\n", ""}, // another training has shipped
		{text + "weights: w.safetensors\n", text + "weights: w.safetensors\n# a note\n", ""},
	} {
		path := filepath.Join(t.TempDir(), "line.yaml")
		write := func(content string) {
			if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		write(test.before)
		s, err := newShipment(load(path))
		if err != nil {
			t.Fatal(err)
		}
		write(test.during)
		if err := s.unedited(); (err != nil) != (test.want != "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q, then %q: %v", test.before, test.during, err)
		}
		if test.want == "" {
			continue
		}
		var out, errs bytes.Buffer
		if err := s.send("none.safetensors", &out, &errs); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("shipped all the same: %v", err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != test.during {
			t.Errorf("%q became %q, %v", test.during, now, err)
		}
	}
}
