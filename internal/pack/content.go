package pack

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"os"

	"github.com/nngen/nngen/codegen"
)

// Content says what is in a file of weights, which may be too long to be held in memory.
type Content struct {
	Path string
	Size int64
	Sum  codegen.Sum
}

// Read returns what is in a file that use reads to its end.
func Read(file *os.File, use func(io.Reader) error) (*Content, error) {
	h := sha256.New()
	n := counter{w: h}
	if err := use(bufio.NewReaderSize(io.TeeReader(file, &n), 1<<16)); err != nil {
		return nil, err
	}
	return &Content{file.Name(), n.bytes, codegen.Sum(h.Sum(nil))}, nil
}

// discard reads r to its end.
func discard(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return err
}

// counter counts what it writes.
type counter struct {
	w     io.Writer
	bytes int64
}

// Write hands on, and counts.
func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.bytes += int64(n)
	return n, err
}

// copyTo writes the content to w. That it is no longer what it was is an error.
func (c *Content) copyTo(w io.Writer) error {
	file, err := os.Open(c.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	copied, err := Read(file, func(r io.Reader) error {
		_, err := io.Copy(w, r)
		return err
	})
	if err == nil && !copied.same(c) {
		err = fmt.Errorf("%s was changed while it was read: build again", c.Path)
	}
	return err
}

// same reports whether both are the same bytes; nil is none.
func (c *Content) same(other *Content) bool {
	return c != nil && other != nil && c.Sum == other.Sum
}

// size is -1 where there is none.
func (c *Content) size() int64 {
	if c == nil {
		return -1
	}
	return c.Size
}
