package pack

import (
	"bytes"
	"cmp"
	"errors"
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
	Path string
	Old  []byte // nil where there is no such file
	New  []byte // nil where the package has no such file any more
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
		list = append(list, Change{p.path(file.Name), f.old[file.Name], file.Data})
	}
	for _, name := range f.orphans() {
		list = append(list, Change{p.path(name), f.old[name], nil})
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
	defer f.close()
	if f.root == nil {
		if err := os.MkdirAll(p.Dir, 0o777); err != nil {
			return err
		}
		if f.root, err = os.OpenRoot(p.Dir); err != nil {
			return err
		}
	}
	if err := f.replace(f.stale()); err != nil {
		return err
	}
	scratch.RemoveFiles(p.Dir)
	for _, name := range f.orphans() {
		err = errors.Join(err, f.root.Remove(name))
	}
	return err
}

// replace writes files beside those of their names, then renames them: weights first, since a source that states their
// hash must not be alone with others.
func (f *folder) replace(files []codegen.File) error {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b codegen.File) int { return cmp.Compare(rank(a), rank(b)) })
	staged := make([]string, 0, len(files))
	defer func() {
		for _, name := range staged {
			f.root.Remove(name) // those of an error; the others are renamed
		}
	}()
	for _, file := range files {
		name, err := f.stage(file.Data)
		if err != nil {
			return err
		}
		staged = append(staged, name)
	}
	for i, file := range files {
		if err := f.root.Rename(staged[i], file.Name); err != nil {
			return err
		}
	}
	return nil
}

// rank puts weights before sources.
func rank(file codegen.File) int {
	if strings.HasSuffix(file.Name, ".go") {
		return 1
	}
	return 0
}

// stage writes a file under a name of its own, down to the disk.
func (f *folder) stage(data []byte) (string, error) {
	for n := 0; ; n++ {
		name := ".nngen-" + strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(n)
		file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = file.Write(data)
		if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
			return "", errors.Join(err, f.root.Remove(name))
		}
		return name, nil
	}
}
