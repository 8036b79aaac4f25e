package csv

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/nngen/nngen/runtime/internal/parse"
)

// texts reads every field as a text, on one core or several, and returns the rows up to the first problem.
func texts(t *testing.T, src io.Reader, o Options) (rows [][]string, err error) {
	t.Helper()
	r, err := NewReader("f.csv", src, o)
	if err != nil {
		return nil, err
	}
	type result struct {
		rows [][]string
		err  error
	}
	rows = append(rows, r.Header)
	err = Each(r, func(b *Block) (res result) {
		row := make([]string, len(r.Header))
		var entries []Entry[float64]
		for c := range row {
			entries = append(entries, Entry[float64]{Column: c, Parse: func(text string) (float64, parse.Fault) {
				row[c] = strings.Clone(strings.ReplaceAll(text, "\r\n", "\n")) // as encoding/csv has it
				return 0, parse.OK
			}})
		}
		res.err = NewPlan(len(row), entries).Rows(b, func(_ []float64, problems []Problem) error {
			if len(problems) > 0 {
				return b.Error(problems[0])
			}
			res.rows = append(res.rows, slices.Clone(row))
			return nil
		})
		return res
	}, func(res result) error {
		rows = append(rows, res.rows...)
		return res.err
	})
	return rows, err
}

// standard reads the same with encoding/csv.
func standard(t *testing.T, text string, separator rune) ([][]string, error) {
	t.Helper()
	r := stdcsv.NewReader(strings.NewReader(text))
	r.TrimLeadingSpace, r.Comma = separator != '\t', separator // with tabs it would join empty fields
	rows, err := r.ReadAll()
	for _, row := range rows {
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
	}
	return rows, err
}

// drawTable is a random table, and the text of a file that holds it.
func drawTable(r *rand.Rand, separator byte) string {
	fields := []string{"", "1", "-2.5e3", "a b", `a ""quoted"" text`, "comma, here", "semi;colon", "two\nlines", "two\r\nlines", "é", "  blanks  ", "0.1234567890123456789", "\t"}
	ends := []string{"\n", "\r\n", "\n\n", "\r\n\r\n"}
	var b strings.Builder
	columns := 1 + r.IntN(5)
	b.WriteString(strings.Repeat("name"+string(separator), columns-1) + "last\n")
	for range r.IntN(60) {
		for c := range columns {
			if c > 0 {
				b.WriteByte(separator)
			}
			text := fields[r.IntN(len(fields))]
			if columns == 1 && strings.TrimSpace(text) == "" {
				text = "x"
			}
			if strings.ContainsAny(text, "\"\n,;\t") || r.IntN(4) == 0 {
				text = `"` + text + `"`
			}
			b.WriteString(text)
		}
		b.WriteString(ends[r.IntN(len(ends))])
	}
	return strings.TrimSuffix(b.String(), []string{"", "\n"}[r.IntN(2)])
}

// TestRowsAsEncodingCSV holds the rows against the standard library's, whatever pieces the file comes in.
func TestRowsAsEncodingCSV(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 500 {
		separator := separators[r.IntN(4)]
		text := drawTable(r, separator)
		want, err := standard(t, text, rune(separator))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		o := Options{Separator: separator, Eager: i%2 == 0}
		for name, src := range map[string]io.Reader{
			"whole": strings.NewReader(text), "bytes": iotest.OneByteReader(strings.NewReader(text)),
			"halves": iotest.HalfReader(strings.NewReader(text)), "data with EOF": iotest.DataErrReader(strings.NewReader(text)),
		} {
			got, err := texts(t, src, o)
			if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
				at := 0
				for at < min(len(got), len(want)) && slices.Equal(got[at], want[at]) {
					at++
				}
				t.Fatalf("%s, eager %v: %q\nrow %d: got %q %v\nwant %q", name, o.Eager, text, at, got[at:], err, want[at:])
			}
		}
	}
}

// TestManyBlocks: the order of the file is kept over many blocks.
func TestManyBlocks(t *testing.T) {
	var b strings.Builder
	b.WriteString("n,text\n")
	const n = 200_000
	for i := range n {
		fmt.Fprintf(&b, "%d,\"line\n%d, or so\"\n", i, i)
	}
	r, err := NewReader("f.csv", strings.NewReader(b.String()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	plan := NewPlan(2, []Entry[float64]{{Column: 0}})
	next := 0.0
	err = Each(r, func(b *Block) (list []float64) {
		err := plan.Rows(b, func(row []float64, problems []Problem) error {
			if len(problems) > 0 {
				return b.Error(problems[0])
			}
			list = append(list, row[0])
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		return list
	}, func(list []float64) error {
		for _, v := range list {
			if v != next {
				t.Fatalf("row %v comes after %v", v, next-1)
			}
			next++
		}
		return nil
	})
	if err != nil || next != n {
		t.Errorf("%v rows, %v", next, err)
	}
}

// TestNumbers: numbers are read alike in place, in quotes and among blanks, and what is missing is told from what is wrong.
func TestNumbers(t *testing.T) {
	const text = "a;b\n1,5;2\n\"1,5\"; 2 \n +1,5 ;NA\n1.5;x\n;-999\n1e400;1\n"
	r, err := NewReader("f.csv", strings.NewReader(text), Options{Decimal: ','})
	if err != nil {
		t.Fatal(err)
	}
	plan := NewPlan(2, []Entry[float64]{{Column: 0, Missing: []string{""}}, {Column: 1, Missing: []string{"NA", "-999"}, Gaps: true}})
	var got []string
	b := &Block{}
	for r.Next(b) == nil {
		plan.Rows(b, func(row []float64, problems []Problem) error {
			line := fmt.Sprint(row)
			for _, p := range problems {
				line += fmt.Sprintf(" %d:%q", p.Kind, p.Text)
			}
			got = append(got, line)
			return nil
		})
	}
	want := []string{"[1.5 2]", "[1.5 2]", "[1.5 NaN]", `[+Inf +Inf] 2:"1.5" 2:"x"`, `[NaN NaN] 1:""`, `[+Inf 1] 3:"1e400"`}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestHeaders(t *testing.T) {
	tests := []struct {
		text      string
		o         Options
		header    []string
		separator byte
	}{
		{"a,b\n", Options{}, []string{"a", "b"}, ','},
		{"\ufeff\n\r\n a , \"b\" \r\n", Options{}, []string{"a", "b"}, ','},
		{"a;b;c\n", Options{}, []string{"a", "b", "c"}, ';'},
		{"a\tb\n1,5\t2\n", Options{}, []string{"a", "b"}, '\t'},
		{"a|b\n", Options{}, []string{"a", "b"}, '|'},
		{"price, net;size\n", Options{Expect: []string{"size"}}, []string{"price, net", "size"}, ';'},
		{"a,b;c\n", Options{Decimal: ','}, []string{"a,b", "c"}, ';'},
		{"a,b\n", Options{Decimal: ','}, []string{"a", "b"}, ','},
		{"a;b;c,d\n", Options{Separator: ','}, []string{"a;b;c", "d"}, ','},
		{`"a;b;c",d` + "\n", Options{}, []string{"a;b;c", "d"}, ','},
		{"alone\n1\n", Options{}, []string{"alone"}, ','},
		{"alone", Options{}, []string{"alone"}, ','},
		{"\"two\nlines\",b\r1,2\r", Options{}, []string{"two\nlines", "b"}, ','},
		{",b\n", Options{}, []string{"", "b"}, ','},
	}
	for _, test := range tests {
		r, err := NewReader("f.csv", iotest.OneByteReader(strings.NewReader(test.text)), test.o)
		if err != nil || !slices.Equal(r.Header, test.header) || r.Separator != test.separator {
			t.Errorf("%q: %q by %q, %v; want %q by %q", test.text, r.Header, r.Separator, err, test.header, test.separator)
		}
	}
}

// TestCarriageReturns: files whose lines end in CR alone, as they were written on old machines.
func TestCarriageReturns(t *testing.T) {
	got, err := texts(t, strings.NewReader("a,b\r1,2\r\r\"x\ny\",4\r5,6"), Options{})
	want := [][]string{{"a", "b"}, {"1", "2"}, {"x\ny", "4"}, {"5", "6"}}
	if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q %v", got, err)
	}
	if _, err := texts(t, strings.NewReader("a,b\r1,2\r1\r"), Options{}); err == nil || !strings.HasPrefix(err.Error(), "f.csv:3:1: this row has 1 field") {
		t.Errorf("got %v", err)
	}
}

// TestCarriageReturnsTwice: a program that writes CR LF to a file that makes CR LF of each LF writes CR CR LF.
func TestCarriageReturnsTwice(t *testing.T) {
	for name, src := range map[string]io.Reader{
		"whole":    strings.NewReader("a,b\r\r\n1,2\r\r\n\r\r\n\"x\",\"4\"\r\r\n5,6\r\r\n"),
		"by bytes": iotest.OneByteReader(strings.NewReader("a,b\r\r\n1,2\r\r\n\r\r\n\"x\",\"4\"\r\r\n5,6\r\r\n")),
	} {
		got, err := texts(t, src, Options{})
		want := [][]string{{"a", "b"}, {"1", "2"}, {"x", "4"}, {"5", "6"}}
		if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: got %q %v", name, got, err)
		}
	}
	_, err := texts(t, strings.NewReader("a,b\r\r\n1,2\r\r\n3\r\r\n"), Options{})
	if err == nil || !strings.HasPrefix(err.Error(), "f.csv:3:1: this row has 1 field") {
		t.Errorf("got %v", err)
	}
}

// TestComments: lines above the names of the columns.
func TestComments(t *testing.T) {
	_, err := texts(t, strings.NewReader("# exported\n# by a program\na,b,c\n1,2,3\n"), Options{})
	want := "f.csv:3:3: this row has 3 fields, but the header has 1; a comma inside a text needs quotes around the text: \"a, b\"; " +
		"the first line must name the columns: remove what stands above that"
	if fmt.Sprint(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// endless is a file without an end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

// TestBounds: what is too long is an error with its place, and is not read on.
func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many megabytes")
	}
	long := strings.Repeat("x", MaxField+1)
	tests := []struct{ name, head, want string }{
		{"a header", "", "f.csv:1:1: the field that begins here is longer than 1048576 bytes; is a quote not closed?"},
		{"a header in quotes", "\"", "f.csv:1:1: the field that begins here is longer than 1048576 bytes; is a quote not closed?"},
		{"a row", "a,b\n1,2\n", "f.csv:3:1: the field that begins here is longer than 1048576 bytes; is a quote not closed?"},
		{"a quoted field", "a,b\n1,2\n3,\"", "f.csv:3:3: the field that begins here is longer than 1048576 bytes; is a quote not closed?"},
	}
	for _, test := range tests {
		for _, eager := range []bool{false, true} {
			e := &endless{}
			_, err := texts(t, io.MultiReader(strings.NewReader(test.head), e), Options{Eager: eager})
			if err == nil || err.Error() != test.want {
				t.Errorf("%s: got  %.200v\nwant %s", test.name, err, test.want)
			}
			if e.read > 2*MaxRow {
				t.Errorf("%s: %d bytes are read", test.name, e.read)
			}
		}
	}
	for text, want := range map[string]string{
		"a,b\n1,2\n3," + long + "\n":                "f.csv:3:3: the field that begins here is longer than 1048576 bytes; is a quote not closed?",
		"a,b\n1," + strings.Repeat("1,", MaxRow):    "f.csv:2:1: the row that begins here is longer than 16777216 bytes; does the file have lines, and is a quote not closed?",
		strings.Repeat("a,", MaxColumns) + "a\n1\n": fmt.Sprintf("f.csv:1:%d: there are more than 262144 columns", 2*MaxColumns+1),
	} {
		if _, err := texts(t, strings.NewReader(text), Options{}); err == nil || err.Error() != want {
			t.Errorf("%.20q…: got  %.200v\nwant %s", text, err, want)
		}
	}
}

// TestEachStops: an error ends the reading, and nobody is left at work.
func TestEachStops(t *testing.T) {
	var text bytes.Buffer
	text.WriteString("a\n")
	for range 1_000_000 {
		text.WriteString("1\n")
	}
	enough := errors.New("enough")
	for range 20 {
		r, err := NewReader("f.csv", bytes.NewReader(text.Bytes()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := Each(r, func(*Block) int { return 1 }, func(int) error { return enough }); err != enough {
			t.Fatal(err)
		}
	}
	r, err := NewReader("f.csv", io.MultiReader(bytes.NewReader(text.Bytes()), iotest.ErrReader(errors.New("the disk broke"))), Options{})
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	err = Each(r, func(*Block) int { return 1 }, func(n int) error { blocks += n; return nil })
	if err == nil || err.Error() != "f.csv: the disk broke" || blocks < text.Len()/blockSize/2 {
		t.Errorf("%d blocks, %v", blocks, err)
	}
}

func TestDoubt(t *testing.T) {
	for text, want := range map[string]string{
		"178,13,class_0,class_1,class_2\n" + strings.Repeat("1,", 13) + "0\n": "the first line holds counts (178 rows of 13 inputs), not names; the first line must name the 14 columns",
		"5.1,3.5,1.4,setosa\n4.9,3.0,1.4,setosa\n":                            "this looks like a row of data, but the first line must name the columns",
		"150,4,setosa,versicolor,virginica\n5.1,3.5,1.4,0.2,0\n":              "the first line holds counts (150 rows of 4 inputs), not names; the first line must name the 5 columns",
		"1,2,3\n4,5,6\n":         "",
		"400,410.5,420\n1,2,3\n": "",
		"178,x,y,13\n1,2,3\n":    "",
		"a,b,2019\n1,2,3\n":      "",
		"a,b\n":                  "",
	} {
		r, err := NewReader("f.csv", strings.NewReader(text), Options{})
		if err != nil || r.Doubt() != want {
			t.Errorf("%q: got  %q %v\nwant %q", text, r.Doubt(), err, want)
		}
	}
}

// FuzzRows: no input panics, errors have a place, and what is read is what encoding/csv reads.
func FuzzRows(f *testing.F) {
	f.Add("a,b\n1,2\n")
	f.Add("a,b\r1,\"2\"\r")
	f.Add("a;\"b\n\"\r\n\n 1,5 ; \"2\"\"\" \r\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := texts(t, strings.NewReader(text), Options{Separator: ','})
		slow, slowErr := texts(t, iotest.OneByteReader(strings.NewReader(text)), Options{Separator: ',', Eager: true})
		if !slices.EqualFunc(got, slow, slices.Equal) || fmt.Sprint(err) != fmt.Sprint(slowErr) {
			t.Errorf("in pieces: %q %v\nat once:   %q %v", slow, slowErr, got, err)
		}
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.csv:") {
				t.Errorf("no place: %v", err)
			}
			return
		}
		if strings.Contains(text, "\r") || strings.HasPrefix(text, byteOrderMark) {
			return
		}
		if want, err := standard(t, text, ','); err == nil && !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
}
