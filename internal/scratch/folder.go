// Package scratch keeps temporary files where nngen finds them again: what a run leaves behind because it was killed, the
// next run removes.
package scratch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// lockName is the file in a folder that its process has locked as long as it lives.
const lockName = "nngen.lock"

// Folder is a temporary folder.
type Folder struct {
	Path string
	root *os.Root
	lock *os.File
}

// open are the folders of this process.
var open struct {
	sync.Mutex
	list  []*Folder
	ended bool // there are to be no more
}

// New makes a folder below os.TempDir, and removes those whose processes are gone.
func New() (*Folder, error) {
	removeDead(os.TempDir())
	open.Lock()
	defer open.Unlock()
	if open.ended {
		return nil, context.Canceled
	}
	var err error
	for range 3 { // until it is locked, another run may take it for one that is left
		var f *Folder
		if f, err = create(); err == nil {
			open.list = append(open.list, f)
			return f, nil
		}
	}
	return nil, err
}

// create makes a folder that is named after this process and locked by it.
func create() (*Folder, error) {
	path, err := os.MkdirTemp("", fmt.Sprintf("nngen-%d-*", os.Getpid()))
	if err != nil {
		return nil, err
	}
	f := &Folder{Path: path}
	if f.lock, err = lock(f.lockPath()); err == nil {
		f.root, err = os.OpenRoot(path)
	}
	if err != nil {
		f.remove()
		return nil, err
	}
	return f, nil
}

func (f *Folder) lockPath() string { return filepath.Join(f.Path, lockName) }

// Write writes a file of the folder, whose path has slashes. Where the folder was removed, since nngen is about to end, it is
// not made anew, and the error is context.Canceled.
func (f *Folder) Write(path string, content []byte) error {
	path = filepath.FromSlash(path)
	err := f.root.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = f.root.WriteFile(path, content, 0o644)
	}
	if errors.Is(err, os.ErrClosed) {
		return context.Canceled
	}
	return err
}

// Close removes the folder.
func (f *Folder) Close() {
	open.Lock()
	defer open.Unlock()
	f.remove()
}

// RemoveAll removes all folders of this process, which is about to end by force.
func RemoveAll() {
	open.Lock()
	defer open.Unlock()
	open.ended = true
	for _, f := range open.list {
		f.remove()
	}
}

// remove tries more than once: a program that was killed a moment ago may have been writing there. What cannot be removed
// is left to the next run.
func (f *Folder) remove() {
	if f.root != nil {
		f.root.Close()
	}
	if f.lock != nil {
		f.lock.Close()
	}
	for range 10 {
		if removeFolder(f.Path) == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	os.WriteFile(f.lockPath(), nil, 0o600)
}

// removeFolder removes a folder, and of what is in it the lock last: if this process is killed meanwhile, the next one still sees that the
// folder is left.
func removeFolder(path string) error {
	entries, err := os.ReadDir(path)
	if os.IsNotExist(err) {
		return nil
	}
	for _, e := range entries {
		if e.Name() != lockName {
			err = errors.Join(err, os.RemoveAll(filepath.Join(path, e.Name())))
		}
	}
	if err != nil {
		return err
	}
	return os.RemoveAll(path)
}

// folderName is the name of a folder: it says which process made it.
var folderName = regexp.MustCompile(`^nngen-(\d+)-\d+$`)

// removeDead removes the folders of processes that are gone.
func removeDead(dir string) {
	found, _ := filepath.Glob(filepath.Join(dir, "nngen-*"))
	for _, path := range found {
		folder, err := os.Lstat(path)
		if err != nil || !folder.IsDir() {
			continue
		}
		name := filepath.Join(path, lockName)
		if info, err := os.Lstat(name); err == nil && info.Mode().IsRegular() {
			ifAbandoned(name, func() { removeFolder(path) })
		} else if err != nil && neverLocked(folder) {
			os.Remove(path) // where it is empty
		}
	}
}

// neverLocked reports whether a folder that is not locked will never be: its process was killed before it could.
func neverLocked(folder os.FileInfo) bool {
	match := folderName.FindStringSubmatch(folder.Name())
	if match == nil {
		return false
	}
	pid, err := strconv.Atoi(match[1])
	return err == nil && !alive(pid)
}

func modified(path string) time.Time {
	info, err := os.Lstat(path)
	if err != nil {
		return time.Now()
	}
	return info.ModTime()
}
