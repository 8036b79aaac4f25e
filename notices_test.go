package nngen_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write THIRD_PARTY_NOTICES")

const notices = "THIRD_PARTY_NOTICES"

const noticesHead = `The nngen binary contains code of others besides its own. Each part comes with its licence below.
Packages that nngen generates contain none of it.
`

// TestNotices: the notices hold the licences of every module that is linked into the nngen binary, on any system, and
// those of no other. The texts are the modules' own; of one that is not in the cache, and of Go, whose toolchain may be
// another, only the name is looked for.
func TestNotices(t *testing.T) {
	list := linked(t)
	if *update {
		text := noticesHead
		for _, m := range list {
			text += section(m.name) + licences(t, m.dir)
		}
		if err := os.WriteFile(notices, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	held, err := os.ReadFile(notices)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range list {
		want := section(m.name)
		if i > 0 && m.dir != "" {
			want += licences(t, m.dir)
		}
		if !strings.Contains(string(held), want) {
			t.Errorf("%s does not hold %s and its licence: run go test . -run Notices -update", notices, m.name)
		}
	}
	if got := strings.Count(string(held), rule) / 2; got != len(list) {
		t.Errorf("%s has %d sections, want %d: run go test . -run Notices -update", notices, got, len(list))
	}
}

const rule = "================================================================================\n"

func section(name string) string { return "\n" + rule + name + "\n" + rule + "\n" }

type linkedModule struct{ name, dir string }

// linked lists Go itself and the modules in the binary. The folder is empty where the module is not in the cache.
func linked(t *testing.T) []linkedModule {
	list := []linkedModule{{"The Go programming language and its standard library", goList(t, "", "env", "GOROOT")}}
	for _, system := range []string{"linux", "darwin", "windows"} {
		out := goList(t, system, "list", "-e", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", "./cmd/nngen")
		for _, line := range strings.Split(out, "\n") {
			name, dir, _ := strings.Cut(line, " ")
			m := linkedModule{name, dir}
			if name != "" && !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
	}
	slices.SortFunc(list[1:], func(a, b linkedModule) int { return strings.Compare(a.name, b.name) })
	return list
}

func goList(t *testing.T, system string, args ...string) string {
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "GOOS="+system)
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

// licences are the licence and the notices of a module.
func licences(t *testing.T, dir string) string {
	text := ""
	for _, pattern := range []string{"LICENSE*", "UNLICENSE*", "COPYING*", "NOTICE*", "THIRD_PARTY_LICENSES/*"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text += strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")) + "\n"
		}
	}
	if text == "" {
		t.Errorf("%s has no licence", dir)
	}
	return text
}
