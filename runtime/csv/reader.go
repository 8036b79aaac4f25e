package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"unsafe"
)

// What a file may have at most. Memory does not grow with a file that has more: it is an error.
const (
	MaxRow     = 16 << 20 // bytes
	MaxField   = 1 << 20  // bytes
	MaxColumns = 1 << 18
)

// blockSize is how many bytes are read at once: enough to be worth the way to another core, and not too much for its cache.
const blockSize = 256 << 10

// Options say how a file is written, as far as that is known.
type Options struct {
	Separator byte     // comma, semicolon, tab or bar; 0: found out from the header
	Decimal   byte     // what stands before the decimals of a number: a point unless set
	Expect    []string // columns that the header should have: they help to find the separator out
	Eager     bool     // hand out rows as soon as they have arrived, rather than in large blocks
}

// Reader reads a file with a header.
type Reader struct {
	Name      string // of the file, in messages
	Header    []string
	Separator byte
	Decimal   byte

	src     io.Reader
	eager   bool
	flow    int    // bytes that are likely to be there at once, since calls of Read were filled
	newline byte   // \n, or \r where no \n follows
	rest    []byte // read, but not handed out
	line    int    // where rest begins
	head    *Block // the header, as it stands in the file
	starts  []int  // where its fields begin
	err     error  // why there is nothing more to read

	at    int64 // where rest begins, from the end of the header
	until int64 // of the section; 0: the end of the file
}

// Block holds whole rows.
type Block struct {
	r    *Reader
	buf  []byte
	text string // of buf
	line int    // where it begins
	cut  bool   // the only row is longer than MaxRow, and its end is missing
}

// Len is how many bytes the rows of the block take in the file.
func (b *Block) Len() int { return len(b.text) }

// Next fills the block with the next rows. After the last it returns io.EOF.
func (r *Reader) Next(b *Block) error {
	b.r, b.line, b.cut = r, r.line, false
	if r.until > 0 && r.at >= r.until {
		return io.EOF
	}
	b.buf = append(b.buf[:0], r.rest...)
	r.rest = r.rest[:0]
	end := 0
	if r.eager || r.err != nil {
		end = r.lastEnd(b.buf)
	}
	for end == 0 && r.err == nil && len(b.buf) < MaxRow {
		b.buf = r.read(b.buf)
		if r.eager || r.err != nil || len(b.buf) >= blockSize {
			end = r.lastEnd(b.buf)
		}
	}
	switch {
	case r.err == io.EOF:
		end = len(b.buf)
	case r.err != nil && end == 0:
		return fmt.Errorf("%s: %w", r.Name, WithoutPath(r.err))
	case end == 0: // the caller finds out what is wrong with the row
		end, b.cut, r.err = len(b.buf), true, io.EOF
	}
	if end == 0 {
		return io.EOF
	}
	if rest := r.until - r.at; r.until > 0 && int64(end) > rest {
		end = r.rowAt(b.buf[:end], int(rest))
	}
	r.at += int64(end)
	r.rest = append(r.rest, b.buf[end:]...)
	b.buf = b.buf[:end]
	b.text = unsafe.String(unsafe.SliceData(b.buf), len(b.buf))
	r.line += bytes.Count(b.buf, []byte{r.newline})
	return nil
}

// read appends what one call of Read gives, and keeps its error.
func (r *Reader) read(buf []byte) []byte {
	const least = 16 << 10 // bytes to read
	const most = 100       // calls of Read that give nothing
	if cap(buf)-len(buf) < max(r.flow, min(len(buf), blockSize)/4) || cap(buf) == len(buf) {
		buf = slices.Grow(buf, max(least, r.flow, min(len(buf), blockSize)))
	}
	for range most {
		n, err := r.src.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if len(buf) == cap(buf) {
			r.flow = min(max(least, 2*r.flow), blockSize)
		}
		if err != nil {
			r.err = err
			return buf
		}
		if n > 0 {
			return buf
		}
	}
	r.err = io.ErrNoProgress
	return buf
}

// lastEnd is where the last row ends that is there as a whole: behind a line end with an even number of quotes before it.
// Where quotes are used otherwise, the row that does so is an error before the next one matters.
func (r *Reader) lastEnd(buf []byte) int {
	quote := []byte{'"'}
	odd := bytes.Count(buf, quote) & 1
	for end := len(buf); ; {
		i := bytes.LastIndexByte(buf[:end], r.newline)
		if i < 0 {
			return 0
		}
		odd ^= bytes.Count(buf[i+1:end], quote) & 1
		if odd == 0 {
			return i + 1
		}
		end = i
	}
}

// WithoutPath drops the path from an error of the os package: messages begin with the name that the user knows.
func WithoutPath(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	return err
}
