package csv

import (
	"bytes"
	"io"
)

// Section makes the reader go on with the rows that begin at the byte from or behind it, counted from the end of the header,
// up to the first that begins at the byte to or behind it; a to of 0 is the end of the file. Sections are read in the order
// of the file. What lies between them is read over: only that tells which line ends stand in quotes.
func (r *Reader) Section(from, to int64) error {
	b := &Block{}
	for r.until = from; r.at < from; {
		if err := r.Next(b); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
	}
	r.until = to
	return nil
}

// rowAt is where the first row begins at i, which is not 0, or behind it, in a text that begins with a row and ends with one.
func (r *Reader) rowAt(buf []byte, i int) int {
	quoted := bytes.Count(buf[:i-1], []byte{'"'})&1 == 1
	for end := i - 1; end < len(buf); end++ {
		switch b := buf[end]; {
		case b == '"':
			quoted = !quoted
		case b == r.newline && !quoted:
			return end + 1
		}
	}
	return len(buf)
}
