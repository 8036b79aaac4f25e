// Package plain keeps the texts of strangers from steering a terminal. File names, tensor names, cells of a CSV and
// whatever else a message quotes pass through one writer, which spells out the characters that show nothing.
package plain

import (
	"fmt"
	"io"
	"os"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Writer hands text on to another writer. What would move the cursor, change colours or turn the direction of reading is
// spelled out as in JSON, \u001b, so that JSON stays what it was; a byte that is not UTF-8 is written \x9b. Line ends and
// tabs pass. Several goroutines may write.
type Writer struct {
	mu   sync.Mutex
	to   io.Writer
	rest []byte // the start of a character, or a carriage return whose line feed may follow
	err  error  // of the first write that failed
}

// New returns a writer in front of w.
func New(w io.Writer) *Writer { return &Writer{to: w} }

// Below is the writer behind w, for results that a program reads as they are; a terminal keeps its guard.
func Below(w io.Writer) io.Writer {
	guard, ok := w.(*Writer)
	if !ok || Terminal(w) != nil {
		return w
	}
	return guard.to
}

// Terminal is the terminal behind w, for what is ours and moves its cursor; nil where w leads elsewhere.
func Terminal(w io.Writer) *os.File {
	guard, ok := w.(*Writer)
	if !ok {
		return nil
	}
	f, ok := guard.to.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	if null, err := os.Stat(os.DevNull); err == nil && os.SameFile(info, null) { // which is a device of characters, too
		return nil
	}
	return f
}

// Write writes p but for an unfinished character at its end, which waits for the next call.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := append(w.rest, p...)
	out := make([]byte, 0, len(text))
	for len(text) > 0 && !unfinished(text) {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\r' && text[1] == '\n':
			out = append(out, '\r')
		case r == utf8.RuneError && size == 1:
			out = fmt.Appendf(out, `\x%02x`, text[0])
		case shown(r):
			out = append(out, text[:size]...)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		text = text[size:]
	}
	w.rest = append([]byte(nil), text...)
	if err := w.write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Err is the error of the first write that failed. Not all who write look at it.
func (w *Writer) Err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

func (w *Writer) write(text []byte) error {
	_, err := w.to.Write(text)
	if w.err == nil {
		w.err = err
	}
	return err
}

// Flush writes what waits.
func (w *Writer) Flush() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	rest := w.rest
	w.rest = nil
	for _, c := range rest {
		if err := w.write(fmt.Appendf(nil, `\x%02x`, c)); err != nil {
			return err
		}
	}
	return nil
}

// unfinished reports whether what text begins with depends on what follows it.
func unfinished(text []byte) bool {
	return !utf8.FullRune(text) || len(text) == 1 && text[0] == '\r'
}

// shown reports whether a character shows itself and does no more. Of the invisible ones only those that join letters
// and the variants of a character pass, which words and pictographs are written with.
func shown(r rune) bool {
	switch {
	case r == '\n', r == '\t', r == '\u200c', r == '\u200d':
		return true
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.In(r, unicode.Zl, unicode.Zp):
		return false
	}
	return true
}
