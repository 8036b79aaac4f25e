package main

import (
	"cmp"
	"compress/flate"
	"compress/gzip"
	"context"
	encoding "encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"

	"github.com/nngen/nngen/runtime/csv"
)

// aboutFile is an error that another try gives again.
type aboutFile struct{ error }

// Unwrap is the error itself.
func (e *aboutFile) Unwrap() error { return e.error }

// isAboutFile tells whether an error lies in the bytes of a file. Others may be those of a network, which Beam tries again.
func isAboutFile(part Part, err error) bool {
	var place *csv.Error
	var file *aboutFile
	var damaged flate.CorruptInputError
	return errors.As(err, &place) || errors.As(err, &file) || errors.As(err, &damaged) ||
		errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || !isRemote(part.In) && errors.Is(err, io.ErrUnexpectedEOF)
}

// whyNot says why a part has no answers.
func whyNot(part Part, err error) Rejected {
	r := Rejected{File: part.In, Reason: err.Error()}
	var place *csv.Error
	if errors.As(err, &place) {
		r.Line, r.Column, r.Reason = place.Line, place.Column, place.Message
	}
	r.Reason = "no row of this part is answered: " + r.Reason
	return r
}

// WriteRejected writes the rows of a part that have no answer, in their order, and removes what an earlier run has written where
// there are none.
type WriteRejected struct{ Settings Settings }

// ProcessElement writes the file of a part.
func (w *WriteRejected) ProcessElement(ctx context.Context, name string, _ func(*bool) bool, next func(*Rejected) bool) error {
	var list []Rejected
	for r := (Rejected{}); next(&r); {
		list = append(list, r)
	}
	file := w.Settings.rejected(name)
	if len(list) == 0 {
		return remove(ctx, file)
	}
	slices.SortFunc(list, func(a, b Rejected) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Reason, b.Reason))
	})
	return save(ctx, file, func(out io.Writer) error { return writeRejected(out, list) })
}

func writeRejected(out io.Writer, list []Rejected) error {
	w := encoding.NewWriter(out)
	_ = w.Write([]string{"file", "line", "column", "reason"}) // Flush keeps the error
	for _, r := range list {
		_ = w.Write([]string{r.File, number(r.Line), number(r.Column), r.Reason})
	}
	w.Flush()
	return w.Error()
}

// number is empty for a place that is not known.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
