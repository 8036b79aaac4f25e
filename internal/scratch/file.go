package scratch

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// File makes a file that is to become another one beside it.
func File(dir string) (*os.File, error) {
	return os.CreateTemp(dir, fmt.Sprintf(".nngen-%d-*", os.Getpid()))
}

// fileName is the name of such a file, whoever of nngen made it: it says which process.
var fileName = regexp.MustCompile(`^\.nngen-(\d+)-\d+$`)

// settled is how long nobody has written to a file that is left behind. It spares those of processes that are not seen
// from here, since they live in another container.
const settled = time.Second

// RemoveFiles removes the files in a folder that processes which are gone were about to rename.
func RemoveFiles(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		match := fileName.FindStringSubmatch(e.Name())
		if match == nil || !e.Type().IsRegular() {
			continue
		}
		path := filepath.Join(dir, e.Name())
		if pid, err := strconv.Atoi(match[1]); err == nil && gone(pid) && time.Since(modified(path)) > settled {
			os.Remove(path)
		}
	}
}

// RemoveAllFiles removes the files in a folder that any process was about to rename, since all is there.
func RemoveAllFiles(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.Type().IsRegular() && fileName.MatchString(e.Name()) {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// gone reports whether a process has ended. A file of this process's own number is one of an earlier process, since
// folders are tidied before anything is written there.
func gone(pid int) bool { return pid == os.Getpid() || !alive(pid) }
