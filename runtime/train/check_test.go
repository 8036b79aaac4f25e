package train

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCheckFindsWhatTrainingRefuses draws files with a few things wrong: training takes a file where Check finds nothing,
// and where it does not, its error is the first finding but for whole rows, which are found in their order.
func TestCheckFindsWhatTrainingRefuses(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	fields := [3][]string{
		{"1", "2.5", "-3e2", "\"4\"", "5", "6", "x", "", "NA", "1e999", "$5"},
		{"1", "2", "3", "4", "5", "6", "7", "2 cm"},
		{"rose", "tulip", "lily", " lily ", "rose", "", "Rose", "NA"},
	}
	refused := 0
	for range 1000 {
		text := "length,width,kind\n"
		for range 1 + r.IntN(4) {
			var row []string
			for _, f := range fields {
				row = append(row, f[r.IntN(len(f))])
			}
			if r.IntN(20) == 0 {
				row = row[:1+r.IntN(2)]
			}
			text += strings.Join(row, ",") + "\n"
		}
		if r.IntN(20) == 0 {
			text += "1,\"2,rose\n"
		}
		job := flowers()
		job.Data = write(t, "f.csv", text)
		_, err := readDataset[float64](job, 2)
		report, checkErr := Check[float64](job)
		if checkErr != nil {
			t.Fatalf("%q: %v", text, checkErr)
		}
		var first *Finding
		for i := range report.Findings {
			if !report.Findings[i].Warning {
				first = &report.Findings[i]
				break
			}
		}
		if (err == nil) != (first == nil) {
			t.Fatalf("%q: training says %v, Check %+v", text, err, report.Findings)
		}
		if err == nil {
			continue
		}
		refused++
		if place := fmt.Sprintf("f.csv:%d:%d: ", first.Line, first.Column); first.Line > 0 && !strings.HasPrefix(err.Error(), place) {
			t.Errorf("%q: training says %v, the first finding is %+v", text, err, first)
		}
	}
	if refused < 250 || refused > 950 {
		t.Errorf("%d of 1000 files are refused", refused)
	}
}

// TestCheckCounts: problems of many blocks are counted together, in the order of the file.
func TestCheckCounts(t *testing.T) {
	text := []byte("length,width,kind\n")
	const n = 200_000
	for i := range n {
		switch {
		case i%10_000 == 17:
			text = append(text, "1,-,rose\n"...)
		case i%50_000 == 18:
			text = append(text, "1,2\n"...)
		default:
			text = fmt.Appendf(text, "%d,2,tulip\n", i)
		}
	}
	job := flowers()
	job.Data = write(t, "f.csv", string(text))
	report, err := Check[float64](job)
	if err != nil || report.Rows != n || len(report.Findings) != 2 {
		t.Fatalf("%+v, %v", report, err)
	}
	for i, want := range []string{
		`column "width" holds 1 text (-) in 20 rows (lines 19, 10019, 20019 …), but is a number`,
		"this row has 2 fields, but the header has 3; each row must have them all, empty ones too; 4 rows like this (lines 20, 50020, 100020 …)",
	} {
		if got := report.Findings[i].Message; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
