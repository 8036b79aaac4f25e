//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package scratch

import "os"

// Without locks nobody knows whether a process lives, and what it left stays.

func lock(path string) (*os.File, error) { return os.Create(path) }

func ifAbandoned(string, func()) {}
