package onnx

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// MaxFile is the size of the largest file that is read: that of a protocol buffer.
const MaxFile = 1<<31 - 1

// Read reads a model from a file, and data that lies in other files of its folder or below.
func Read(path string) (*Model, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > MaxFile {
		return nil, fmt.Errorf("it is larger than %d bytes", MaxFile)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return (&decoder{files: opener{filepath.Dir(path)}}).model(b)
}

// opener finds data in files of a folder; without one it refuses.
type opener struct{ folder string }

var errFolder = errors.New("its data lies in another file, which cannot be read from here")

// read reads size bytes of external data. Files outside of the folder, also by way of a link, are refused.
func (o opener) read(where []Pair, size int) ([]byte, error) {
	if o.folder == "" {
		return nil, errFolder
	}
	place, err := placeOf(where, int64(size))
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(o.folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(place.file))
	if err != nil {
		return nil, fmt.Errorf("its data cannot be read: %w", err)
	}
	defer f.Close()
	return place.from(f)
}

// place is a part of a file.
type place struct {
	file           string
	offset, length int64
}

func placeOf(where []Pair, size int64) (p place, err error) {
	p.length = size
	for _, kv := range where {
		switch kv.Key {
		case "location":
			p.file = kv.Value
		case "offset":
			p.offset, err = strconv.ParseInt(kv.Value, 10, 64)
		case "length":
			p.length, err = strconv.ParseInt(kv.Value, 10, 64)
		}
		if err != nil {
			return p, fmt.Errorf("its data has a %s of %q", kv.Key, kv.Value)
		}
	}
	switch {
	case p.file == "":
		return p, errors.New("its data lies in another file, but it does not say in which")
	case p.length != size || p.offset < 0:
		return p, fmt.Errorf("its data has %d bytes at %d, but its dimensions say %d", p.length, p.offset, size)
	}
	return p, nil
}

// from reads the part, which must be there, before memory is asked for.
func (p place) from(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || p.offset > info.Size() || p.length > info.Size()-p.offset {
		return nil, fmt.Errorf("its data is not in %s: %d bytes at %d of %d", p.file, p.length, p.offset, info.Size())
	}
	b := make([]byte, p.length)
	_, err = io.ReadFull(io.NewSectionReader(f, p.offset, p.length), b)
	return b, err
}
