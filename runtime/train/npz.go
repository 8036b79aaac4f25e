package train

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/nngen/nngen/runtime/csv"
)

// npz is an archive of NumPy's: a zip of arrays, each of which is a file NAME.npy.
type npz struct {
	name   string // in messages
	file   *os.File
	parts  map[string]*zip.File
	names  []string // in the order of the file
	opened []io.Closer
}

// openNpz reads which arrays there are.
func openNpz(path, name string) (*npz, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, csv.WithoutPath(err))
	}
	z := &npz{name: name, file: file, parts: map[string]*zip.File{}}
	if err := z.list(); err != nil {
		z.Close()
		return nil, err
	}
	return z, nil
}

func (z *npz) list() error {
	info, err := z.file.Stat()
	if err != nil {
		return fmt.Errorf("%s: %w", z.name, csv.WithoutPath(err))
	}
	r, err := zip.NewReader(z.file, info.Size())
	if err != nil {
		return fmt.Errorf("%s is no archive of NumPy's: %w", z.name, err)
	}
	for _, f := range r.File {
		name, ok := strings.CutSuffix(f.Name, ".npy")
		if !ok {
			continue
		}
		if z.parts[name] != nil {
			return fmt.Errorf("%s: there is a second array %s", z.name, quote(name))
		}
		z.parts[name], z.names = f, append(z.names, name)
	}
	return nil
}

// array reads the header of an array. advice ends the message about one that is not there.
func (z *npz) array(name, advice string) (*array, error) {
	part := z.parts[name]
	if part == nil {
		return nil, fmt.Errorf("%s: there is no array %s%s; %s", z.name, quote(name), suggest(name, "the arrays are", z.names), advice)
	}
	source, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %s: %w", z.name, name, err)
	}
	z.opened = append(z.opened, source)
	return readNpy(z.name+": "+name, source)
}

// Close closes the file and what is read of it.
func (z *npz) Close() error {
	for _, source := range z.opened {
		source.Close()
	}
	return z.file.Close()
}
