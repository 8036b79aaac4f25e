package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xitongsys/parquet-go/parquet"

	"github.com/nngen/nngen/runtime/train"

	"penguinsbeam/penguins"
)

// rowsOfFile is how many rows each of the files of penguins has.
const rowsOfFile = 50000

// penguinFile repeats rows of the example's table with changes: gaps, islands that nobody knows, texts where numbers belong, and
// rows that are too short. The lines of those that cannot be read are listed.
func penguinFile(t *testing.T, seed uint64) (text string, bad []string) {
	t.Helper()
	data, err := os.ReadFile("../data/penguins.csv")
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Split(strings.TrimSpace(string(data)), "\n")
	random := rand.New(rand.NewPCG(seed, 20))
	var b strings.Builder
	b.WriteString("id," + list[0] + ",note\n")
	line := 1
	for id := range rowsOfFile {
		line++
		fields := strings.Split(list[1+random.IntN(len(list)-1)], ",")
		switch random.IntN(100) {
		case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9:
			fields[2+random.IntN(5)] = []string{"", "NA", " "}[random.IntN(3)]
		case 10, 11:
			fields[1] = "Bouvet"
		case 12:
			fields[2+random.IntN(4)] = "about 40"
			bad = append(bad, strconv.Itoa(line))
		case 13:
			fields = fields[:4]
			bad = append(bad, strconv.Itoa(line))
		case 14:
			fields[1] = "" // the island is never missing
			bad = append(bad, strconv.Itoa(line))
		}
		note := "fine"
		if random.IntN(10) == 0 {
			note = "\"says \"\"squeak\"\",\nthen swims\"" // a field over two lines
			line++
		}
		fmt.Fprintf(&b, "%d.%d,%s,%s\n", seed, id, strings.Join(fields, ","), note)
	}
	return b.String(), bad
}

// TestPenguins: 200,000 rows in four files, one of them compressed, have row by row the answers of nngen predict and stand at the
// side where they have none.
func TestPenguins(t *testing.T) {
	dir, out, predicted := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "predicted")
	bad := map[string][]string{}
	n := 0
	for seed := range uint64(4) {
		stem := fmt.Sprintf("rows-%d", seed)
		text, lines := penguinFile(t, seed)
		bad[stem] = lines
		n += len(lines)
		if seed == 3 {
			write(t, filepath.Join(dir, stem+".csv.gz"), zipped(text))
			continue
		}
		write(t, filepath.Join(dir, stem+".csv"), text)
	}
	counters := pipeline(t, Settings{In: []string{dir + "/rows-*"}, Out: out, Keep: []string{"id", "note"}, Format: asCSV, PartBytes: 700_000})
	if counters["rows"] != 4*rowsOfFile || counters["bad_rows"] != int64(n) {
		t.Errorf("%d rows and %d bad ones are counted, want %d and %d", counters["rows"], counters["bad_rows"], 4*rowsOfFile, n)
	}
	if sum := counters["class.Adelie"] + counters["class.Chinstrap"] + counters["class.Gentoo"]; sum != int64(4*rowsOfFile-n) {
		t.Errorf("the classes count %d answers, want %d", sum, 4*rowsOfFile-n)
	}
	predict := exec.Command("go", "run", "./cmd/nngen", "predict", "examples/specs/penguins.yaml", "--in", dir+"/rows-*", "--out", predicted,
		"--keep", "id", "--keep", "note", "--bad-rows", "skip")
	predict.Dir = "../.."
	if text, err := predict.CombinedOutput(); err != nil {
		t.Fatalf("nngen predict: %v\n%s", err, text)
	}
	for stem, lines := range bad {
		want, err := os.ReadFile(filepath.Join(predicted, stem+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if got := answersTo(t, out, stem); got != string(want) {
			t.Errorf("%s: nngen predict answers otherwise", stem)
		}
		if got := rejectedLines(t, out, stem); !slices.Equal(got, lines) {
			t.Errorf("%s: %d lines are rejected, want %d", stem, len(got), len(lines))
		}
		asPackage(t, string(want), stem)
	}
}

// asPackage holds some of the answers against the generated package, asked for one row at a time.
func asPackage(t *testing.T, answers, stem string) {
	t.Helper()
	rows := map[string][]string{}
	seed, _ := strconv.ParseUint(strings.TrimPrefix(stem, "rows-"), 10, 64)
	text, _ := penguinFile(t, seed)
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all[1:] {
		rows[row[0]] = row
	}
	list, err := csv.NewReader(bytes.NewReader([]byte(answers))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	m := penguins.Pretrained()
	for i := 1; i < len(list); i += 97 {
		answer := list[i]
		var record penguins.Record
		for c, name := range all[0] {
			if slices.Contains(penguins.Columns[:], name) {
				if err := record.Set(name, rows[answer[0]][c]); err != nil {
					t.Fatalf("row %s: %v", answer[0], err)
				}
			}
		}
		y, err := m.Predict(&record)
		if err != nil {
			t.Fatalf("row %s: %v", answer[0], err)
		}
		want := []string{m.ClassOf(&y).String()}
		for _, v := range y {
			want = append(want, strconv.FormatFloat(float64(v), 'g', -1, 32))
		}
		if !slices.Equal(answer[2:], want) {
			t.Fatalf("row %s has the answer %v, the package says %v", answer[0], answer[2:], want)
		}
	}
}

// TestNoAllocations: a row more is not an allocation more.
func TestNoAllocations(t *testing.T) {
	text, _ := penguinFile(t, 1)
	job, err := newJob()
	if err != nil {
		t.Fatal(err)
	}
	scorer, err := newScorer([]string{"id"}, job)
	if err != nil {
		t.Fatal(err)
	}
	header, _, _ := strings.Cut(text, "\n")
	allocations := func(n int) float64 {
		text := header + "\n" + strings.Repeat("1,Adelie,Torgersen,39.1,18.7,181.0,3750.0,MALE,fine\n", n)
		return testing.AllocsPerRun(3, func() {
			if err := scorer.Answer(&train.Section{Name: "rows", Source: strings.NewReader(text), Seen: func(*train.Outcome) error { return nil }}, io.Discard); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := allocations(20_000), allocations(200_000)
	if perRow := (many - few) / 180_000; perRow > 0.01 {
		t.Errorf("%.3f allocations for each row", perRow)
	}
}

// TestTypedParquet: numbers and dates of Parquet, and nulls, are read as the texts that a CSV would have.
func TestTypedParquet(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, date := parquet.ConvertedType_UTF8, parquet.ConvertedType_DATE
	decimal, scale := parquet.ConvertedType_DECIMAL, int32(1)
	columns := []*parquet.SchemaElement{
		{Name: "day", Type: parquet.TypePtr(parquet.Type_INT32), ConvertedType: &date},
		{Name: "Sex", Type: parquet.TypePtr(parquet.Type_BYTE_ARRAY), ConvertedType: &text},
		{Name: "Island", Type: parquet.TypePtr(parquet.Type_BYTE_ARRAY), ConvertedType: &text},
		{Name: "Beak Length (mm)", Type: parquet.TypePtr(parquet.Type_DOUBLE)},
		{Name: "Beak Depth (mm)", Type: parquet.TypePtr(parquet.Type_FLOAT)},
		{Name: "Flipper Length (mm)", Type: parquet.TypePtr(parquet.Type_INT64)},
		{Name: "Body Mass (g)", Type: parquet.TypePtr(parquet.Type_INT32), ConvertedType: &decimal, Scale: &scale},
	}
	optional := parquet.FieldRepetitionType_OPTIONAL
	for _, c := range columns {
		c.RepetitionType = &optional
	}
	file, err := os.Create(dir + "/typed.parquet")
	if err != nil {
		t.Fatal(err)
	}
	w, err := parquetFile(file, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][]any{
		{int32(19000), "MALE", "Torgersen", 39.1, float32(18.7), int64(181), int32(37500)},
		{nil, nil, "Dream", nil, float32(17.4), nil, int32(38005)},
		{int32(-1), "a \"tab\"\t", "Biscoe", 46.1, nil, int64(211), nil},
		{int32(0), "FEMALE", nil, 46.1, float32(13.2), int64(211), int32(45000)},
	} {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.WriteStop(), file.Close()); err != nil {
		t.Fatal(err)
	}
	pipeline(t, Settings{In: []string{dir + "/*.parquet"}, Out: out, Keep: []string{"day", "Body Mass (g)"}, Format: asCSV, PartBytes: 1})
	want := direct(t, `day,Sex,Island,Beak Length (mm),Beak Depth (mm),Flipper Length (mm),Body Mass (g)
2022-01-08,MALE,Torgersen,39.1,18.7,181,3750.0
,,Dream,,17.4,,3800.5
1969-12-31,unknown,Biscoe,46.1,,211,
`, "day", "Body Mass (g)")
	if got := answersTo(t, out, "typed"); got != want {
		t.Errorf("the answers are\n%s, want\n%s", got, want)
	}
	if got := rejectedLines(t, out, "typed"); !slices.Equal(got, []string{"4"}) {
		t.Errorf("the rows %q are rejected, want the fourth, whose island is null", got)
	}
}

// TestDamagedParquet: of a file that is cut off nothing is answered.
func TestDamagedParquet(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	text, _ := table(5000, false)
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	writeTextsAsParquet(t, dir+"/whole.parquet", records)
	whole := read(t, dir+"/whole.parquet")
	write(t, dir+"/cut.parquet", whole[:len(whole)/2])
	write(t, dir+"/empty.parquet", "")
	pipeline(t, Settings{In: []string{dir + "/*.parquet"}, Out: out, Format: asCSV, PartBytes: 1 << 30})
	want := direct(t, text)
	if answersTo(t, out, "whole") != want {
		t.Error("the whole file has other answers")
	}
	for _, stem := range []string{"cut", "empty"} {
		if lines := rejectedLines(t, out, stem); len(lines) != 1 {
			t.Errorf("%s: the rejected lines are %q", stem, lines)
		}
		if _, err := os.Stat(out + "/" + stem + ".csv"); err == nil {
			t.Errorf("%s has answers", stem)
		}
	}
}
