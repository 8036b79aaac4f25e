package csv

import (
	stdcsv "encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// readTexts reads a file as texts.
func readTexts(src string) (rows [][]string, err error) {
	r, err := NewReader("f.csv", strings.NewReader(src), Options{})
	if err != nil {
		return nil, err
	}
	for b := (&Block{}); ; {
		if err := r.Next(b); err == io.EOF {
			return rows, nil
		} else if err != nil {
			return rows, err
		}
		if err := b.Texts(func(row []string) error {
			copied := make([]string, len(row))
			for i, text := range row {
				copied[i] = strings.Clone(text)
			}
			rows = append(rows, copied)
			return nil
		}); err != nil {
			return rows, err
		}
	}
}

// TestTextsAreThoseOfEncodingCSV: over several blocks, with quotes, separators and line ends inside fields.
func TestTextsAreThoseOfEncodingCSV(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	pieces := []string{"a", "b c", ",", `"`, "\n", "é", "1.5", ""}
	var src strings.Builder
	w := stdcsv.NewWriter(&src)
	w.Write([]string{"x", "y", "z"})
	for range 60_000 {
		row := make([]string, 3)
		for i := range row {
			for range random.IntN(3) {
				row[i] += pieces[random.IntN(len(pieces))]
			}
			row[i] = strings.TrimSpace(row[i])
		}
		row[0] = "k" + row[0] // no empty line
		w.Write(row)
	}
	w.Flush()
	want, err := stdcsv.NewReader(strings.NewReader(src.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got, err := readTexts(src.String())
	if err != nil || src.Len() < 2*blockSize {
		t.Fatal(err, src.Len())
	}
	if !slices.EqualFunc(got, want[1:], slices.Equal) {
		t.Fatal("other texts")
	}
}

// TestTextsSayWhatIsWrong: with the place, and in the words that the reading of numbers has.
func TestTextsSayWhatIsWrong(t *testing.T) {
	for src, want := range map[string]string{
		"a,b\n1,2\n1\n":       "f.csv:3:1: this row has 1 field, but the header has 2; each row must have them all, empty ones too",
		"a,b\n1,2,3\n":        `f.csv:2:5: this row has 3 fields, but the header has 2; a comma inside a text needs quotes around the text: "a, b"; where R wrote the names of rows, the header lacks a name for them`,
		"a,b\n1,\"x\n":        "f.csv:2:3: this quoted field is not closed; its last quote must stand before a comma or the end of a line",
		"a,b\n1,\xff\n":       "f.csv:2:3: this field is not UTF-8 text; save the file in the encoding UTF-8",
		"a,b\n\n1,2\n\n3,4\n": "<nil>",
	} {
		_, err := readTexts(src)
		if got := fmt.Sprint(err); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
	}
}
