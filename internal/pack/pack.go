package pack

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/scratch"
)

// Change is a file that is not what the package says.
type Change struct {
	Path  string
	Old   []byte    // nil where there is no such file
	New   []byte    // nil where the package has no such file any more
	Sizes *[2]int64 // of weights, whose bytes are not kept: of the old and the new file, -1 where there is none
}

// LineEndsOnly reports whether the file has only other line ends, as Git for Windows gives them to text.
func (c *Change) LineEndsOnly() bool {
	return strings.HasSuffix(c.Path, ".go") && c.Old != nil && c.New != nil && bytes.Equal(unix(c.Old), unix(c.New))
}

// Changes lists what Write would change: the package's files in their order, then those that are no longer produced.
func (p *Package) Changes() ([]Change, error) {
	f, err := p.open()
	if err != nil {
		return nil, err
	}
	defer f.close()
	var list []Change
	for _, file := range f.stale() {
		list = append(list, Change{Path: p.path(file.Name), Old: f.old[file.Name], New: file.Data})
	}
	if f.copied != p.Embed && !f.copied.same(p.Embed) {
		list = append(list, Change{Path: p.path(p.weightsName()), Sizes: &[2]int64{f.copied.size(), p.Embed.size()}})
	}
	for _, name := range f.orphans() {
		list = append(list, Change{Path: p.path(name), Old: f.old[name]})
	}
	return list, nil
}

// stale are the files that are not there as they should be.
func (f *folder) stale() []codegen.File {
	return slices.DeleteFunc(slices.Clone(f.Files), func(file codegen.File) bool {
		old, there := f.old[file.Name]
		return there && bytes.Equal(old, file.Data)
	})
}

// orphans are the files that nngen owns and that the package no longer has.
func (f *folder) orphans() []string {
	names := slices.Sorted(maps.Keys(f.old))
	return slices.DeleteFunc(names, func(name string) bool { return f.file(name) != nil })
}

// Write brings the folder up to date. A file that is right already is not touched. New files are written beside the old
// ones and renamed when all are whole, so that a process killed at any time leaves files which the next one knows for
// its own. Modes are what the umask leaves.
func (p *Package) Write() error {
	f, err := p.open()
	if err != nil {
		return err
	}
	made := f.root == nil
	defer f.close()
	if made {
		if err := os.MkdirAll(p.Dir, 0o777); err != nil {
			return err
		}
		if f.root, err = os.OpenRoot(p.Dir); err != nil {
			return err
		}
	}
	if err := f.replace(); err != nil {
		if made {
			os.Remove(p.Dir) // which is empty unless another has begun to fill it
		}
		return err
	}
	scratch.RemoveFiles(p.Dir)
	for _, name := range f.orphans() {
		err = errors.Join(err, f.root.Remove(name))
	}
	if f.copied != nil && p.Embed == nil {
		err = errors.Join(err, f.root.Remove(p.weightsName()))
	}
	return err
}

// staged is a file that has been written under a name of its own, and the one that it shall have.
type staged struct{ temporary, name string }

// replace writes files beside those of their names, then renames them: weights first, since a source that states their
// hash must not be alone with others.
func (f *folder) replace() error {
	var list []staged
	defer func() {
		for _, s := range list {
			f.root.Remove(s.temporary) // those of an error; the others are renamed
		}
	}()
	stage := func(name string, fill func(io.Writer) error) error {
		temporary, err := f.stage(fill)
		if err == nil {
			list = append(list, staged{temporary, name})
		}
		return err
	}
	if f.Embed != nil && !f.Embed.same(f.copied) {
		if err := stage(f.weightsName(), f.Embed.copyTo); err != nil {
			return err
		}
	}
	for _, file := range f.stale() {
		err := stage(file.Name, func(w io.Writer) error {
			_, err := w.Write(file.Data)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, s := range list {
		if err := f.root.Rename(s.temporary, s.name); err != nil {
			return err
		}
	}
	return nil
}

// stage writes a file under a name of its own, down to the disk.
func (f *folder) stage(fill func(io.Writer) error) (string, error) {
	for n := 0; ; n++ {
		name := ".nngen-" + strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(n)
		file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		err = fill(file)
		if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
			return "", errors.Join(err, f.root.Remove(name))
		}
		return name, nil
	}
}
