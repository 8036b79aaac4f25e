package plain

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWriter(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb\nc\r\n":              "a\tb\nc\r\n",
		"\x1b[2J\a\b\x7f":          `\u001b[2J\u0007\u0008\u007f`,
		"a\rb\r\r\n":               `a\u000db\u000d` + "\r\n",
		"\u009b31m\u202eabc\u2066": `\u009b31m\u202eabc\u2066`,
		"\u2028\u2029\ufeff":       `\u2028\u2029\ufeff`,
		"\x9b31m\xff\xe2\x80":      `\x9b31m\xff\xe2\x80`,
		"Größe 日本 é é 👩‍🔬 ✔️ �": "Größe 日本 é é 👩‍🔬 ✔️ �",
		`"\u001b"`: `"\u001b"`,
		"":         "",
	} {
		for _, step := range []int{1, 2, 3, 100} {
			var out bytes.Buffer
			w := New(&out)
			for rest := in; rest != ""; {
				n := min(step, len(rest))
				if got, err := w.Write([]byte(rest[:n])); got != n || err != nil {
					t.Fatalf("%q: wrote %d of %d: %v", in, got, n, err)
				}
				rest = rest[n:]
			}
			if err := w.Flush(); err != nil || out.String() != want {
				t.Errorf("%q in steps of %d: %q, %v, want %q", in, step, out.String(), err, want)
			}
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("closed") }

func TestBroken(t *testing.T) {
	w := New(broken{})
	if n, err := w.Write([]byte("a\xe2")); n != 0 || err == nil {
		t.Errorf("%d %v", n, err)
	}
	if w.Flush() == nil {
		t.Error("no error")
	}
}

func TestBelow(t *testing.T) {
	var out bytes.Buffer
	if Below(New(&out)) != &out || Below(&out) != &out {
		t.Error("results do not pass as they are")
	}
	file, err := os.Create(t.TempDir() + "/f")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if Below(New(file)) != file {
		t.Error("results do not pass into a file as they are")
	}
	if terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0); err == nil { // the other end of one
		defer terminal.Close()
		if guard := New(terminal); Below(guard) != guard {
			t.Error("a terminal has lost its guard")
		}
	}
}

func FuzzWriter(f *testing.F) {
	f.Add([]byte("a\x1b\xff\u009b\r\n"), 2)
	f.Fuzz(func(t *testing.T, text []byte, cut int) {
		cut = min(max(cut, 0), len(text))
		var out strings.Builder
		w := New(&out)
		w.Write(text[:cut])
		w.Write(text[cut:])
		w.Flush()
		if !utf8.ValidString(out.String()) {
			t.Errorf("%q is not UTF-8", out.String())
		}
		for _, r := range strings.ReplaceAll(out.String(), "\r\n", "\n") {
			if !shown(r) {
				t.Errorf("%U passes", r)
			}
		}
	})
}

// TestNoTerminal: what is thrown away is shown to nobody.
func TestNoTerminal(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	guard := New(null)
	if Terminal(guard) != nil || Below(guard) != io.Writer(null) {
		t.Errorf("%s is taken for a terminal", os.DevNull)
	}
}
