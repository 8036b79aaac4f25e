// Package scratch keeps temporary files where nngen finds them again: what a run leaves behind because it was killed, the
// next run removes.
package scratch

import (
	"os"
	"path/filepath"
	"sync"
	"time"
)

// lockName is the file in a folder that its process has locked as long as it lives.
const lockName = "nngen.lock"

// Folder is a temporary folder.
type Folder struct {
	Path string
	lock *os.File
}

// open are the folders of this process.
var open struct {
	sync.Mutex
	list []*Folder
}

// New makes a folder below os.TempDir, and removes those whose processes are gone.
func New() (*Folder, error) {
	removeDead(os.TempDir())
	path, err := os.MkdirTemp("", "nngen-")
	if err != nil {
		return nil, err
	}
	f := &Folder{Path: path}
	open.Lock()
	defer open.Unlock()
	open.list = append(open.list, f)
	if f.lock, err = lock(filepath.Join(path, lockName)); err != nil {
		f.remove()
		return nil, err
	}
	return f, nil
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
	for _, f := range open.list {
		f.remove()
	}
}

// remove tries more than once: a program that was killed a moment ago may have been writing there.
func (f *Folder) remove() {
	if f.lock != nil {
		f.lock.Close()
	}
	for range 10 {
		if os.RemoveAll(f.Path) == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// removeDead removes the folders of processes that are gone.
func removeDead(dir string) {
	found, _ := filepath.Glob(filepath.Join(dir, "nngen-*"))
	for _, path := range found {
		info, err := os.Lstat(path)
		if err != nil || !info.IsDir() {
			continue
		}
		name := filepath.Join(path, lockName)
		if info, err := os.Lstat(name); err == nil && info.Mode().IsRegular() && abandoned(name) {
			os.RemoveAll(path)
		} else if err != nil && time.Since(modified(path)) > time.Minute {
			os.Remove(path) // where it is empty: a process was killed before it could lock it
		}
	}
}

func modified(path string) time.Time {
	info, err := os.Lstat(path)
	if err != nil {
		return time.Now()
	}
	return info.ModTime()
}
