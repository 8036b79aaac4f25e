package main

import (
	"context"
	encoding "encoding/csv"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xitongsys/parquet-go/parquet"

	"github.com/nngen/nngen/runtime/train"
)

// TestParquet: rows of texts in Parquet have the answers of those in CSV, and answers in Parquet are those in CSV.
func TestParquet(t *testing.T) {
	dir, csvOut, out := t.TempDir(), t.TempDir(), t.TempDir()
	text, _ := table(5000, false)
	writeTextsAsParquet(t, dir+"/rows.parquet", recordsOf(t, strings.NewReader(text), rune(separator()[0])))
	s := Settings{In: []string{dir + "/rows.parquet"}, Out: csvOut, Format: asCSV, PartBytes: 1 << 30}
	pipeline(t, s)
	want := direct(t, text)
	if answersTo(t, csvOut, "rows") != want {
		t.Error("rows in Parquet have other answers")
	}
	s.Out, s.Format = out, asParquet
	pipeline(t, s)
	answers, err := newParquetTexts(context.Background(), Part{In: out + "/rows.parquet"}, &train.Job{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answers.Close()
	if !slices.EqualFunc(recordsOf(t, answers, parquetSeparator), recordsOf(t, strings.NewReader(want), ','), slices.Equal[[]string]) {
		t.Error("the answers in Parquet are others than in CSV")
	}
}

func recordsOf(t *testing.T, from io.Reader, comma rune) [][]string {
	t.Helper()
	r := encoding.NewReader(from)
	r.Comma = comma
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// writeTextsAsParquet writes a table, an empty text as null.
func writeTextsAsParquet(t *testing.T, path string, records [][]string) {
	t.Helper()
	var columns []*parquet.SchemaElement
	optional, utf8 := parquet.FieldRepetitionType_OPTIONAL, parquet.ConvertedType_UTF8
	for _, name := range records[0] {
		columns = append(columns, &parquet.SchemaElement{Name: name, Type: parquet.TypePtr(parquet.Type_BYTE_ARRAY), ConvertedType: &utf8, RepetitionType: &optional})
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w, err := parquetFile(file, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := make([]any, len(record))
		for i, text := range record {
			if row[i], err = valueOf(columns[i], text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.WriteStop(); err != nil {
		t.Fatal(err)
	}
}
