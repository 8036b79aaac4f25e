package scratch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"
)

// TestFolders: a folder whose process lives stays, one whose process is gone goes, and a stranger's is not touched.
func TestFolders(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	mine := filepath.Join(os.TempDir(), "nngen-mine")
	if err := os.MkdirAll(filepath.Join(mine, "work"), 0o755); err != nil {
		t.Fatal(err)
	}
	dead, err := New()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dead.Path, "folder", "file"))
	dead.lock.Close()
	living, err := New()
	if err != nil {
		t.Fatal(err)
	}
	last, err := New()
	if err != nil {
		t.Fatal(err)
	}
	exists(t, dead.Path, false)
	exists(t, living.Path, true)
	exists(t, mine, true)
	living.Close()
	exists(t, living.Path, false)
	RemoveAll()
	defer func() { open.ended = false }()
	exists(t, last.Path, false)
	if err := last.Write("folder/file", nil); err != context.Canceled {
		t.Error("a file was written into a folder that was removed")
	}
	exists(t, last.Path, false)
	if _, err := New(); err == nil {
		t.Error("a folder was made while nngen ends")
	}
}

// TestNeverLocked: the empty folder of a process that was killed before it could lock it goes at once; one whose process lives, and what
// is not empty, stays.
func TestNeverLocked(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	dead, full := filepath.Join(os.TempDir(), "nngen-2147483646-1"), filepath.Join(os.TempDir(), "nngen-2147483646-2")
	mine := filepath.Join(os.TempDir(), "nngen-"+strconv.Itoa(os.Getpid())+"-1")
	for _, path := range []string{dead, filepath.Join(full, "work"), mine} {
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	exists(t, dead, false)
	exists(t, full, true)
	exists(t, mine, true)
	exists(t, f.Path, true)
	f.Close()
}

// TestRunsAtOnce: runs that begin at once take no folder of one another for one that is left.
func TestRunsAtOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				f, err := New()
				if err != nil {
					t.Error(err)
					return
				}
				if err := f.Write("file", nil); err != nil {
					t.Error(err)
				}
				f.Close()
			}
		})
	}
	group.Wait()
}

// TestFiles: of the files about to be renamed those go whose process is gone.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	f, err := File(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	parent := filepath.Join(dir, ".nngen-1-77")
	if os.Getppid() > 1 {
		parent = filepath.Join(dir, ".nngen-"+strconv.Itoa(os.Getppid())+"-77")
	}
	dead, fresh := filepath.Join(dir, ".nngen-2147483646-1"), filepath.Join(dir, ".nngen-2147483646-2")
	foreign, note := filepath.Join(dir, ".nngen-notes"), filepath.Join(dir, "nngen-2147483646-1")
	hour := time.Now().Add(-time.Hour)
	for _, path := range []string{parent, dead, fresh, foreign, note} {
		write(t, path)
		if path != fresh {
			if err := os.Chtimes(path, hour, hour); err != nil {
				t.Fatal(err)
			}
		}
	}
	RemoveFiles(dir)
	exists(t, dead, false)
	for _, path := range []string{f.Name(), parent, fresh, foreign, note} {
		exists(t, path, true)
	}
	if err := os.Chtimes(f.Name(), hour, hour); err != nil {
		t.Fatal(err)
	}
	RemoveFiles(dir)
	exists(t, f.Name(), false)
}

func write(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

func exists(t *testing.T, path string, want bool) {
	t.Helper()
	if _, err := os.Lstat(path); (err == nil) != want {
		t.Errorf("%s: %v, want it there: %v", path, err, want)
	}
}

// TestLockGoesLast holds that a folder that is being removed has its lock as long as anything else is in it: without, nobody would remove
// what a process leaves that is killed meanwhile.
func TestLockGoesLast(t *testing.T) {
	for range 5 {
		path := t.TempDir()
		for i := range 500 {
			os.WriteFile(filepath.Join(path, fmt.Sprint("file", i)), nil, 0o644)
		}
		os.WriteFile(filepath.Join(path, lockName), nil, 0o644)
		removed := make(chan error, 1)
		go func() { removed <- removeFolder(path) }()
		for len(removed) == 0 {
			_, lock := os.Lstat(filepath.Join(path, lockName))
			entries, err := os.ReadDir(path)
			if err != nil {
				break
			}
			if lock != nil && len(entries) > 0 {
				t.Fatalf("%d entries are there without the lock", len(entries))
			}
		}
		if err := <-removed; err != nil {
			t.Error(err)
		}
	}
}
