package csv

import (
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// TestSections: whatever the cuts, a section has the rows that begin in it, and knows in which line they stand. Rows have
// quotes with line ends in them, and empty lines between them.
func TestSections(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, newline := range []string{"\n", "\r\n", "\r"} {
		for range 300 {
			rows := make([]string, random.IntN(12))
			for i := range rows {
				rows[i] = []string{"1,2", `"a` + newline + `b",3`, `"""",` + `"` + newline + `"`, "", strings.Repeat("x", random.IntN(30)) + ",y"}[random.IntN(5)] + newline
			}
			cuts := []int64{0}
			for range random.IntN(5) {
				cuts = append(cuts, cuts[len(cuts)-1]+1+random.Int64N(25))
			}
			holdSections(t, newline, rows, append(cuts, 0), random.IntN(2) == 0)
		}
	}
}

func holdSections(t *testing.T, newline string, rows []string, cuts []int64, bytewise bool) {
	t.Helper()
	text := "\ufeff" + newline + "p,q" + newline + strings.Join(rows, "")
	var source io.Reader = strings.NewReader(text)
	if bytewise {
		source = iotest.OneByteReader(source)
	}
	r, err := NewReader("f.csv", source, Options{Eager: bytewise})
	if err != nil {
		t.Fatal(err)
	}
	for i, from := range cuts[:len(cuts)-1] {
		to := cuts[i+1]
		if err := r.Section(from, to); err != nil {
			t.Fatal(err)
		}
		want, at, line := "", int64(0), 3
		for _, row := range rows {
			if at < from {
				line += strings.Count(row, newline)
			} else if to == 0 || at < to {
				want += row
			}
			at += int64(len(row))
		}
		got := ""
		for b := (&Block{}); ; {
			err := r.Next(b)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if begins, _ := b.Place(0); got == "" && begins != line {
				t.Errorf("%q from %d to %d begins in line %d, want %d", text, from, to, begins, line)
			}
			got += strings.Clone(b.text)
		}
		if got != want {
			t.Errorf("%q from %d to %d: %q, want %q", text, from, to, got, want)
		}
	}
}
