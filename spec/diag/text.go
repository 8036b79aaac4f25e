package diag

import (
	"bytes"
	"unicode/utf8"
)

// stride is the number of characters between two remembered places of a line.
const stride = 512

// text finds lines and characters of a source without reading a long line
// again for every diagnostic.
type text struct {
	src    []byte
	starts []int         // where each line starts in src
	places map[int][]int // by line: where its characters 0, stride, 2·stride … start
}

func newText(src []byte) *text {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	t := &text{src: src, places: map[int][]int{}}
	if src != nil {
		t.starts = []int{0}
	}
	for i, c := range src {
		if c == '\n' {
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

// numLines returns 0 where there is no source, 1 for an empty one.
func (t *text) numLines() int { return len(t.starts) }

// line returns line n, counted from 1, without its line break.
func (t *text) line(n int) []byte {
	if n == len(t.starts) {
		return t.src[t.starts[n-1]:]
	}
	return bytes.TrimSuffix(t.src[t.starts[n-1]:t.starts[n]-1], []byte("\r"))
}

// offset returns where character col of line n starts, in bytes from the
// start of the line, or the length of the line where it has fewer characters.
func (t *text) offset(n, col int) int {
	line, places := t.line(n), t.placesOf(n)
	k := min((col-1)/stride, len(places)-1)
	off := places[k]
	for i := k * stride; i < col-1 && off < len(line); i++ {
		_, size := utf8.DecodeRune(line[off:])
		off += size
	}
	return off
}

// length returns the number of characters of line n.
func (t *text) length(n int) int {
	places := t.placesOf(n)
	last := len(places) - 1
	return last*stride + utf8.RuneCount(t.line(n)[places[last]:])
}

func (t *text) placesOf(n int) []int {
	if places, known := t.places[n]; known {
		return places
	}
	places, line := []int{0}, t.line(n)
	for off, i := 0, 0; off < len(line); i++ {
		if i > 0 && i%stride == 0 {
			places = append(places, off)
		}
		_, size := utf8.DecodeRune(line[off:])
		off += size
	}
	t.places[n] = places
	return places
}
