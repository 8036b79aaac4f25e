package csv

import (
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Open opens a CSV, decompressed where the end of its name says that it is compressed. size is how many bytes there
// will be, or the least that there can be.
func Open(path string) (source io.ReadCloser, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, WithoutPath(err)
	}
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	if !IsCompressed(path) {
		return file, size, nil
	}
	size = unzippedSize(file, size)
	unzipped, err := Unzip(path, file)
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return &gunzip{unzipped, file}, size, nil
}

// IsCompressed tells by the name of a file whether it is compressed.
func IsCompressed(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".gz") }

// Unzip is what a file holds whose name says whether it is compressed.
func Unzip(name string, file io.Reader) (io.Reader, error) {
	if !IsCompressed(name) {
		return file, nil
	}
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("its name says that it is compressed with gzip, but it is not: %w", err)
	}
	return whole{unzipped}, nil
}

// whole is what a compressed file holds, and says of one that is cut off or damaged that it is.
type whole struct{ *gzip.Reader }

// Read is that of gzip, but for what it says of such a file.
func (w whole) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	damaged := errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader)
	if _, ok := errors.AsType[flate.CorruptInputError](err); ok {
		damaged = true
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = fmt.Errorf("the compressed data end too early: the file is cut off; copy or write it again: %w", err)
	case damaged:
		err = fmt.Errorf("the compressed data are damaged; copy or write the file again: %w", err)
	}
	return n, err
}

// unzippedSize is the least that the file can have when it is decompressed: what its last bytes say, which is the size of
// its last part but for multiples of 4 GB, or no less than compressed.
func unzippedSize(file *os.File, size int64) int64 {
	var last [4]byte
	if _, err := file.ReadAt(last[:], size-int64(len(last))); err != nil {
		return size
	}
	return max(size, int64(binary.LittleEndian.Uint32(last[:])))
}

// gunzip reads a compressed file.
type gunzip struct {
	io.Reader
	file *os.File
}

// Close closes the file.
func (g *gunzip) Close() error { return g.file.Close() }
