package csv

import (
	"fmt"
	"math"
	"strconv"
	"unsafe"

	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/words"
)

// Doubt says why the first line may name no columns, in a sentence, or nothing.
func (r *Reader) Doubt() string {
	if text := r.counts(r.firstRow()); text != "" {
		return text
	}
	if n, rising := r.numbers(); 2*n > len(r.Header) && !rising {
		return "this looks like a row of data, but the first line must name the columns"
	}
	return ""
}

// Title says why the first line may be a title that stands above the names, in a sentence, or nothing.
func (r *Reader) Title() string {
	named, fields := 0, max(len(r.Header), r.firstRow())
	for _, name := range r.Header {
		named += numbers.Bit(name != "")
	}
	if named > 1 || fields < 2 || fields == 2 && len(r.Header) == 2 {
		return ""
	}
	return fmt.Sprintf("this line names %s of %d; the first line must name the columns: remove what stands above that", words.Count(named, "column"), fields)
}

// counts recognizes a first line that counts rows and columns, as scikit-learn's data sets have it, by how many fields
// the next line has.
func (r *Reader) counts(fields int) string {
	if len(r.Header) < 2 || fields == len(r.Header) && len(r.Header) == 2 {
		return ""
	}
	for _, class := range r.Header[2:] {
		if _, err := strconv.ParseFloat(class, 64); err == nil && fields == len(r.Header) {
			return "" // numbers are names here
		}
	}
	rows, err := strconv.Atoi(r.Header[0])
	columns, err2 := strconv.Atoi(r.Header[1])
	if err != nil || err2 != nil || rows < 1 || columns+1 != fields {
		return ""
	}
	return fmt.Sprintf("the first line holds counts (%s of %s), not names; the first line must name the %d columns",
		words.Count(rows, "row"), words.Count(columns, "input"), fields)
}

// firstRow is how many fields the row behind the header has, as far as it has been read.
func (r *Reader) firstRow() int {
	f := newFields(&Block{r: r, text: unsafe.String(unsafe.SliceData(r.rest), len(r.rest))})
	for n := 1; len(r.rest) > 0; n++ {
		_, _, last, problem := f.next()
		if problem != nil {
			return 0
		}
		if last {
			return n
		}
	}
	return 0
}

// numbers counts the names that are numbers. Numbers that rise may be names all the same: of pixels or wavelengths.
func (r *Reader) numbers() (n int, rising bool) {
	rising, last := true, math.Inf(-1)
	for _, name := range r.Header {
		if v, err := strconv.ParseFloat(name, 64); err == nil {
			rising = rising && v > last
			last = v
			n++
		}
	}
	return n, rising
}
