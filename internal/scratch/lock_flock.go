//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package scratch

import (
	"os"
	"syscall"
)

// lock makes a file that stays locked as long as this process lives or the file is open.
func lock(path string) (*os.File, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return f, syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// ifAbandoned removes something where the process that locked the file is gone. Meanwhile it is locked, so that a process which has just
// made the file and is about to lock it sees that it came too late.
func ifAbandoned(path string, remove func()) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		remove()
	}
}
