package workshop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/nngen/nngen/internal/leash"
)

// mounted is a small disk of its own, which only root can have.
func mounted(t *testing.T, flags uintptr, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", flags, options); err != nil {
		t.Skip("nothing can be mounted here: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// TestFullCache: what the go command says where the disk of its build cache is full is that the standard library lacks packages.
func TestFullCache(t *testing.T) {
	const said = "/usr/local/go/src/internal/reflectlite/value.go:11:2: package runtime is not in std (/usr/local/go/src/runtime)\n"
	cache := mounted(t, 0, "size=64k")
	if got := failure(errors.New("exit status 1"), "go1.26.1", cache, said).Error(); !strings.Contains(got, "no room for its build cache in "+cache) {
		t.Error(got)
	}
	room := t.TempDir()
	if got := failure(errors.New("exit status 1"), "go1.26.1", room, said).Error(); !strings.Contains(got, "go env GOROOT") {
		t.Error(got)
	}
	if left, _ := os.ReadDir(room); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// TestNoExec: where programs may not be run is said, with what to do.
func TestNoExec(t *testing.T) {
	program := filepath.Join(mounted(t, syscall.MS_NOEXEC, "size=64k"), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	err := leash.Program(context.Background(), program).Start()
	if err == nil {
		t.Fatal("it runs")
	}
	if got := NotStarted(err).Error(); !strings.Contains(got, "permission denied; let TMPDIR name a folder from which programs may be run") {
		t.Error(got)
	}
}
