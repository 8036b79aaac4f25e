package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/explain"
)

// TestSessions runs the examples of the codes that commands report, as explain shows them.
func TestSessions(t *testing.T) {
	defer func(name string) { called = name }(called)
	called = "nngen"
	for _, e := range explain.List {
		if e.Session == "" {
			continue
		}
		t.Run(e.Code, func(t *testing.T) {
			t.Chdir(t.TempDir())
			line, want, _ := strings.Cut(e.Session, "\n")
			args := strings.Fields(strings.TrimPrefix(line, "$ nngen "))
			if e.Bad != "" {
				write(t, e.Bad)
			}
			if got := said(args); got != want {
				t.Errorf("%s\n%s", line, got)
			}
			if e.Mended != "" {
				write(t, e.Mended)
				if got := said(args); strings.Contains(got, "["+e.Code+"]") {
					t.Errorf("mended:\n%s", got)
				}
			}
		})
	}
}

func write(t *testing.T, src string) {
	t.Helper()
	if err := os.WriteFile(explain.FileName, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
}

// said is what a command line prints.
func said(args []string) string {
	var out bytes.Buffer
	run(args, nil, &out, &out)
	return out.String()
}

// TestEveryCodeOfTheCommandIsExplained. Those of the checker are held against the explanations by its own tests.
func TestEveryCodeOfTheCommandIsExplained(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`Code: +"([a-z-]+)"`).FindAllSubmatch(text, -1) {
			found++
			if code := string(m[1]); !slices.Contains(explain.Codes(), code) {
				t.Errorf("%s reports %s, which internal/explain/codes does not explain", file, code)
			}
		}
	}
	if found == 0 {
		t.Error("no code is found in the source")
	}
}
