package pack

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/nngen/nngen/codegen"
)

// Package is a generated package and its folder.
type Package struct {
	Dir   string
	Name  string // of the Go package
	Files []codegen.File
	Embed *Content // the weights that the package embeds, or nil
	// Weights is the path of the weights file that the spec names, which is never removed; empty where it names none.
	Weights string
}

// folder is what stands in the folder of a package.
type folder struct {
	*Package
	root   *os.Root          // nil where there is no folder yet
	found  map[string]bool   // names
	old    map[string][]byte // contents of the Go files that nngen may replace or remove
	copied *Content          // the weights that it may replace or remove, or nil
	copies map[string]bool   // hashes of the weights that it wrote
}

// open reads the folder. What stands in the way is an error.
func (p *Package) open() (*folder, error) {
	f := &folder{Package: p, found: map[string]bool{}, old: map[string][]byte{}, copies: map[string]bool{}}
	switch info, err := os.Lstat(p.Dir); {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, fmt.Errorf("%s is a link, and packages are not written through links", p.Dir)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is in the way: the package needs a folder of that name", p.Dir)
	}
	root, err := os.OpenRoot(p.Dir)
	if err != nil {
		return nil, err
	}
	f.root = root
	if err := f.read(); err != nil {
		root.Close()
		return nil, err
	}
	return f, nil
}

func (f *folder) close() {
	if f.root != nil {
		f.root.Close()
	}
}

func (f *folder) read() error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		f.found[e.Name()] = true
		if err := f.readSource(e); err != nil {
			return err
		}
	}
	if err := f.readWeights(); err != nil {
		return err
	}
	for _, file := range f.Files {
		if _, owned := f.old[file.Name]; f.found[file.Name] && !owned {
			return f.inTheWay(file.Name)
		}
	}
	if f.Embed != nil && f.found[f.weightsName()] && f.copied == nil {
		return f.inTheWay(f.weightsName())
	}
	return nil
}

// temporary are the names of files that a build was about to rename. What it would have stated counts as stated.
var temporary = regexp.MustCompile(`^\.nngen-\d+-\d+$`)

// generated are the names of Go files that nngen may own.
var generated = regexp.MustCompile(`_nngen(_test)?\.go$`)

// readSource reads a Go file of the folder. One that is not ours must belong to the same package.
func (f *folder) readSource(e fs.DirEntry) error {
	name := e.Name()
	staged := temporary.MatchString(name)
	if !e.Type().IsRegular() || !staged && !strings.HasSuffix(name, ".go") {
		return nil
	}
	data, err := f.root.ReadFile(name)
	if err != nil {
		return err
	}
	switch {
	case header(data) == f.header() && (staged || generated.MatchString(name)):
		for _, match := range stated.FindAllSubmatch(data, -1) {
			f.copies[string(match[1])] = true
		}
		if !staged {
			f.old[name] = data
		}
	case len(data) == 0 && f.file(name) != nil: // there is nothing to lose
		f.old[name] = data
	case !staged:
		return f.stranger(name, data)
	}
	return nil
}

// stated is where a package states the hash of the copy of its weights.
var stated = regexp.MustCompile(regexp.QuoteMeta(codegen.CopyNote) + `([0-9a-f]{64})\b`)

// readWeights reads the copy of the weights, if nngen wrote it, or would write the same.
func (f *folder) readWeights() error {
	name := f.weightsName()
	if info, err := f.root.Lstat(name); err != nil || !info.Mode().IsRegular() || f.original(info) && f.Embed == nil {
		return nil
	}
	file, err := f.root.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	copied, err := Read(file, discard)
	if err != nil {
		return err
	}
	if f.copies[hex.EncodeToString(copied.Sum[:])] || f.Embed.same(copied) {
		f.copied = copied
	}
	return nil
}

// original reports whether a file is the one that the spec names.
func (p *Package) original(info fs.FileInfo) bool {
	named, err := os.Stat(p.Weights)
	return p.Weights != "" && err == nil && os.SameFile(named, info)
}

// EmbedsInPlace reports whether the weights that the spec names stand where the package embeds them from.
func (p *Package) EmbedsInPlace() bool {
	info, err := os.Lstat(p.path(p.weightsName()))
	return err == nil && p.original(info)
}

func (p *Package) weightsName() string { return codegen.WeightsName(p.Name) }

// file is the file of the package with the name, or nil.
func (p *Package) file(name string) *codegen.File {
	for i := range p.Files {
		if p.Files[i].Name == name {
			return &p.Files[i]
		}
	}
	return nil
}

// header is the first line of the package's files, which names the spec.
func (p *Package) header() string { return header(p.Files[0].Data) }

func header(data []byte) string {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return string(bytes.TrimSuffix(line, []byte("\r")))
}

func (p *Package) path(name string) string { return filepath.Join(p.Dir, name) }
