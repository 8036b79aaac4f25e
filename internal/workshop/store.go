package workshop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/nngen/nngen"
	"github.com/nngen/nngen/internal/scratch"
)

// mostKept is how many programs a store keeps, of some 6 MB each: those that were used last.
const mostKept = 30

// store is a folder of programs by what they were built of, so that a command that needs one again does not wait for the
// compiler. Where it cannot be used, programs are built.
type store struct{ dir string }

// openStore is the folder that NNGEN_CACHE names, else one among the user's caches; none where it says off.
func openStore() *store {
	dir := os.Getenv("NNGEN_CACHE")
	if dir == "off" {
		return nil
	}
	if dir == "" {
		caches, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(caches, "nngen")
	}
	if os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	return &store{dir}
}

// toolchain is what of the Go environment a program depends on.
var toolchain = []string{"GOVERSION", "GOROOT", "GOEXPERIMENT", "GOFIPS140", "GOAMD64", "GOARM64", "GOARM", "GO386", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64"}

// key names what a program is built of: the toolchain as set in a folder, the runtime, and its own files.
func (s *store) key(ctx context.Context, tool, folder string, of [sha256.Size]byte) (string, error) {
	cmd := exec.CommandContext(ctx, tool, append([]string{"env"}, toolchain...)...)
	cmd.Dir, cmd.Env = folder, environment()
	env, err := cmd.Output()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q %x", env, of)
	err = nngen.Source(func(path string, content []byte) error {
		_, err := fmt.Fprintf(h, "%q %d\n%s", path, len(content), content)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// fetch puts the program of a key at a path, and reports whether there is one.
func (s *store) fetch(key, path string) bool {
	kept := filepath.Join(s.dir, key)
	if place(kept, path) != nil {
		return false
	}
	now := time.Now()
	os.Chtimes(kept, now, now)
	return true
}

// keep takes the program at a path under a key, and forgets those that nobody used for long. Its file is whole under its name
// or not there.
func (s *store) keep(key, path string) {
	scratch.RemoveFiles(s.dir)
	name := filepath.Join(s.dir, key)
	os.Remove(name)
	if flush(path) != nil || os.Link(path, name) != nil {
		s.copy(path, name)
	}
	s.forget()
}

// copy is for a program on another disk, and for systems that flush only what is open to be written.
func (s *store) copy(path, name string) {
	f, err := scratch.File(s.dir)
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	program, err := os.ReadFile(path)
	if err == nil {
		_, err = f.Write(program)
	}
	err = errors.Join(err, f.Chmod(0o700), f.Sync(), f.Close())
	if err == nil {
		os.Rename(f.Name(), name)
	}
}

// forget removes all but the programs that were used last.
func (s *store) forget() {
	entries, _ := os.ReadDir(s.dir)
	used := map[string]time.Time{}
	var names []string
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && len(e.Name()) == hex.EncodedLen(sha256.Size) {
			names = append(names, e.Name())
			used[e.Name()] = info.ModTime()
		}
	}
	slices.SortFunc(names, func(a, b string) int { return used[b].Compare(used[a]) })
	for _, name := range names[min(mostKept, len(names)):] {
		os.Remove(filepath.Join(s.dir, name))
	}
}

// place gives a program a second name, by a link where both lie on one disk: a file that this process has written could not be
// run while another program is being started.
func place(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	program, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, program, 0o700)
}

// flush has a file written to its disk, so that no crash leaves half of it under its name.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
