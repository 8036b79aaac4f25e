package nn

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var errWrite = errors.New("the pen is broken")

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestSaveFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.safetensors")
	for _, content := range []string{"old", "new", strings.Repeat("long", 5000), ""} {
		if err := SaveFile(path, text(content)); err != nil {
			t.Fatal(err)
		}
		holds(t, path, content)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o644 {
		t.Errorf("mode %v, want 0644: %v", info.Mode(), err)
	}
}

// holds fails unless the file at path has the content, and is alone in its folder.
func holds(t *testing.T, path, content string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != content {
		t.Errorf("the file holds %.20q, want %.20q: %v", got, content, err)
	}
	if list, err := os.ReadDir(filepath.Dir(path)); err != nil || len(list) != 1 {
		t.Errorf("left in the folder: %v: %v", list, err)
	}
}

func TestSaveFileFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.safetensors")
	if err := SaveFile(path, text("old")); err != nil {
		t.Fatal(err)
	}
	err := SaveFile(path, func(w io.Writer) error {
		text(strings.Repeat("new", 5000))(w)
		return errWrite
	})
	if !errors.Is(err, errWrite) || err.Error() != "save "+path+": the pen is broken" {
		t.Errorf("error %v, want the path and what write said", err)
	}
	holds(t, path, "old")

	func() {
		defer func() { recover() }()
		SaveFile(path, func(io.Writer) error { panic("write") })
	}()
	holds(t, path, "old")
}

func TestSaveFileNowhere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "absent", "w.safetensors")
	if err := SaveFile(path, text("")); !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "save "+path+": ") {
		t.Errorf("in an absent folder: %v", err)
	}
	if err := SaveFile(dir, text("")); err == nil || err.Error() != "save "+dir+": this is no regular file" {
		t.Errorf("over a folder: %v", err)
	}
}

// TestSaveFileThroughLink holds that a symbolic link stays one.
func TestSaveFileThroughLink(t *testing.T) {
	path, link := filepath.Join(t.TempDir(), "w"), filepath.Join(t.TempDir(), "link")
	if err := SaveFile(path, text("old")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	if err := SaveFile(link, text("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
	holds(t, link, "new")
}

func TestLoadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.safetensors")
	read := func(r io.Reader) error {
		got, err := io.ReadAll(r)
		if string(got) != "content" {
			t.Errorf("read %q: %v", got, err)
		}
		return errWrite
	}
	if err := LoadFile(path, read); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), path) {
		t.Errorf("an absent file: %v", err)
	}
	if err := SaveFile(path, text("content")); err != nil {
		t.Fatal(err)
	}
	if err := LoadFile(path, read); !errors.Is(err, errWrite) || err.Error() != "load "+path+": the pen is broken" {
		t.Errorf("error %v, want the path and what read said", err)
	}
	if err := LoadFile(path, func(r io.Reader) error { _, err := io.ReadAll(r); return err }); err != nil {
		t.Error(err)
	}
	if err := LoadFile(path, func(io.Reader) error { return nil }); err == nil || !strings.HasSuffix(err.Error(), "more in it than its tensors") {
		t.Errorf("a file that goes on: %v", err)
	}
	if err := LoadFile(os.DevNull, func(io.Reader) error { return nil }); runtime.GOOS != "windows" && !errors.Is(err, errIrregular) {
		t.Errorf("a device: %v", err)
	}
}
