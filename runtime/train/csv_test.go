package train

import (
	"slices"
	"strings"
	"testing"
)

// flowers is a job over two named inputs and a label.
func flowers() *Job {
	return &Job{
		Task: Multiclass, DataShown: "f.csv", Inputs: []string{"length", "width"}, NumInputs: 2,
		Targets: []string{"kind"}, NumOutputs: 3, Labels: []string{"rose", "tulip", "lily"},
	}
}

func numbered() *Job {
	job := flowers()
	job.Labels = nil
	return job
}

func traits() *Job {
	return &Job{
		Task: Multilabel, DataShown: "f.csv", NumInputs: 2, NumOutputs: 2, Labels: []string{"even", "prime"},
	}
}

func parsePairs(job *Job, text string) (*dataset[float64, pair], error) {
	return parseDataset(job, strings.NewReader(text), viewPair)
}

func TestDataErrors(t *testing.T) {
	const head = "length,width,kind\n"
	tests := []struct {
		name, text, want string
		job              *Job
	}{
		{"empty file", "", "f.csv:1:1: the file is empty; its first line must name the columns", flowers()},
		{"only a byte order mark", "\ufeff", "f.csv:1:1: the file is empty; its first line must name the columns", flowers()},
		{"header only", head, "f.csv:1:1: there is no row after the header; add rows of data", flowers()},
		{"missing column", "lenght,width,kind\n1,2,rose\n",
			`f.csv:1:1: there is no column "length"; did you mean "lenght"? (the columns are: lenght, width, kind)`, flowers()},
		{"missing target", "length,width,c\n1,2,rose\n",
			`f.csv:1:1: there is no column "kind" (the columns are: length, width, c)`, flowers()},
		{"odd names", "\"a,b\",,\x1b[1m\n1,2,rose\n",
			`f.csv:1:1: there is no column "kind" (the columns are: "a,b", "", "\x1b[1m")`, flowers()},
		{"semicolons", "length;width;kind\n1;2;rose\n",
			`f.csv:1:1: there is no column "kind" (the columns are: length;width;kind); the fields must be separated by commas`, flowers()},
		{"named columns without a header", "5.1,3.5,rose\n",
			`f.csv:1:1: there is no column "kind" (the columns are: 5.1, 3.5, rose); ` +
				`this looks like a row of data, but the first line must name the columns`, flowers()},
		{"a few numbers as names", "a,length,width,2019,2020\n",
			`f.csv:1:1: there is no column "kind" (the columns are: a, length, width, 2019, 2020)`, flowers()},
		{"second column of a name", "length,größe,length,width,kind\n1,2,3,4,rose\n",
			`f.csv:1:14: a second column "length"; rename or remove one of them`, flowers()},
		{"text", head + "1,2,rose\n3,wide,lily\n",
			`f.csv:3:3: "wide" in column "width" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"columns count characters", "größe,length,width,kind\näöü, 1,x,rose\n",
			`f.csv:2:8: "x" in column "width" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"lines inside a field", "note,length,width,kind\n\"é\né\", 1,x,rose\n",
			`f.csv:3:7: "x" in column "width" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"hexadecimal", head + "0x10,2,rose\n",
			`f.csv:2:1: "0x10" in column "length" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"underscore", head + "1_000,2,rose\n",
			`f.csv:2:1: "1_000" in column "length" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"long text", head + strings.Repeat("é", 100) + ",2,rose\n",
			`f.csv:2:1: "` + strings.Repeat("é", 30) + `…" in column "length" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"empty cell", head + "1, ,rose\n", `f.csv:2:4: column "width" is empty here; fill in a number or remove the row`, flowers()},
		{"NaN", head + "NaN,2,rose\n",
			`f.csv:2:1: "NaN" in column "length" is not a finite number; fill in a number or remove the row`, flowers()},
		{"infinity", head + "1,-inf,rose\n",
			`f.csv:2:3: "-inf" in column "width" is not a finite number; fill in a number or remove the row`, flowers()},
		{"overflow", head + "1e309,2,rose\n", `f.csv:2:1: "1e309" in column "length" is beyond the range of float64`, flowers()},
		{"unknown label", head + "1,2,rsoe\n",
			`f.csv:2:5: "rsoe" in column "kind" is no label (the labels are: rose, tulip, lily)`, flowers()},
		{"misspelt label", head + "1,2,Tulips\n",
			`f.csv:2:5: "Tulips" in column "kind" is no label; did you mean "tulip"? (the labels are: rose, tulip, lily)`, flowers()},
		{"no label", head + "1,2,\n", `f.csv:2:5: column "kind" is empty here; fill in the class or remove the row`, flowers()},
		{"class out of range", head + "1,2,3\n", `f.csv:2:5: "3" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"negative class", head + "1,2,-1\n", `f.csv:2:5: "-1" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"broken class", head + "1,2,0.5\n", `f.csv:2:5: "0.5" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"huge class", head + "1,2,1e300\n", `f.csv:2:5: "1e300" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"NaN class", head + "1,2,nan\n", `f.csv:2:5: "nan" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"short row", head + "1,2,rose\n1,2\n",
			`f.csv:3:3: this row has 2 fields, but the header has 3; a comma inside a text needs quotes around the text: "a, b"`, flowers()},
		{"long row", head + "1,2,rose,red\n",
			`f.csv:2:10: this row has 4 fields, but the header has 3; a comma inside a text needs quotes around the text: "a, b"`, flowers()},
		{"blank row", head + "  \n",
			`f.csv:2:3: this row has 1 field, but the header has 3; a comma inside a text needs quotes around the text: "a, b"`, flowers()},
		{"quote inside", head + "1,2\",rose\n",
			`f.csv:2:4: a quote inside a field; put the whole field in quotes and double the quotes inside: "5"" nail"`, flowers()},
		{"quote not closed", head + "1,2,rose\n1,\"2,rose\n",
			`f.csv:3:11: a quoted field of the row that begins in line 3 is not closed; its last quote must stand before a comma or the end of a line`, flowers()},
		{"text after a quote", "größe,length,width,kind\näöü,\"1\"2,3,rose\n",
			`f.csv:2:7: a quoted field of the row that begins in line 2 is not closed; its last quote must stand before a comma or the end of a line`, flowers()},
		{"quote not closed over lines", "größe,length,width,kind\näöü,\"1,2,rose\n1",
			`f.csv:3:2: a quoted field of the row that begins in line 2 is not closed; its last quote must stand before a comma or the end of a line`, flowers()},
		{"not UTF-8", head + "1,2,ros\xe9\n", `f.csv:2:5: this field is not UTF-8 text; save the file in the encoding UTF-8`, flowers()},
		{"UTF-16", "\xff\xfel\x00,\x00w\x00\n", `f.csv:1:1: this field is not UTF-8 text; save the file in the encoding UTF-8`, flowers()},
		{"flag", "a,even,b,prime\n1,0,2,1\n1,2,2,1\n", `f.csv:3:3: "2" in column "even" must be 0 or 1`, traits()},
		{"flag in words", "a,even,b,prime\n1,yes,2,1\n",
			`f.csv:2:3: "yes" in column "even" is not a number; write numbers like 3.5 or -2e3, without units`, traits()},
		{"too many inputs", "a,b,c,even,prime\n", `f.csv:1:1: the network has 2 inputs, but the file has 3 columns beside 2 targets`, traits()},
		{"no header", "0.5,0.5,1\n", `f.csv:1:1: this looks like a row of data; the first line must name the columns`,
			&Job{Task: Multiclass, DataShown: "f.csv", NumInputs: 2, NumOutputs: 3}},
		{"too few columns", "a,b\n", `f.csv:1:1: the last 3 columns should hold the target, but the file has 2 columns`,
			&Job{Task: Regression, DataShown: "f.csv", NumInputs: 2, NumOutputs: 3}},
		{"input is the target", "kind,length,width\n1,2,3\n",
			`f.csv:1:13: column "width" is both an input and the target; name the target column`,
			&Job{Task: Regression, DataShown: "f.csv", Inputs: []string{"length", "width"}, NumInputs: 2, NumOutputs: 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := parsePairs(test.job, test.text)
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestFloat32Overflow(t *testing.T) {
	view := func(x *point) []float32 { return x[:] }
	_, err := parseDataset(flowers(), strings.NewReader("length,width,kind\n1,4e38,rose\n"), view)
	want := `f.csv:2:3: "4e38" in column "width" is beyond the range of float32`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestLongListsAreCut(t *testing.T) {
	_, err := parsePairs(flowers(), strings.Repeat("c,", 783)+"c\n")
	if err == nil || !strings.HasSuffix(err.Error(), "c, c and 764 more)") {
		t.Errorf("got %v", err)
	}
}

func TestData(t *testing.T) {
	tests := []struct {
		name, text string
		job        *Job
		xs         []pair
		targets    []float64
	}{
		{"columns in any order, others ignored",
			"kind,note,width,length\nlily,\"a, b\",2,1\nrose,é,4,3\n", flowers(), []pair{{1, 2}, {3, 4}}, []float64{2, 0}},
		{"byte order mark, CRLF, spaces, blank lines, quotes, no newline at the end",
			"\ufefflength , \"width\",kind\r\n\r\n 1 ,\" 2 \", tulip \r\n+3,.4e+1,\"lily\"", flowers(), []pair{{1, 2}, {3, 4}}, []float64{1, 2}},
		{"the last column is the target", "a,b,c\n1,2,3\n", &Job{Task: Regression, NumInputs: 2, NumOutputs: 1}, []pair{{1, 2}}, []float64{3}},
		{"the target stands in the middle", "a,t,b\n1,2,3\n",
			&Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Targets: []string{"t"}}, []pair{{1, 3}}, []float64{2}},
		{"labels name the targets", "prime,a,b,even\n1,5,6,0\n", traits(), []pair{{5, 6}}, []float64{0, 1}},
		{"numbered classes", "length,width,kind\n1,2,0\n1,2,2.0\n1,2,01\n", numbered(), []pair{{1, 2}, {1, 2}, {1, 2}}, []float64{0, 2, 1}},
		{"numbered binary classes", "a,b,c\n1,2,1\n1,2,0\n", &Job{Task: Binary, NumInputs: 2, NumOutputs: 1}, []pair{{1, 2}, {1, 2}}, []float64{1, 0}},
		{"named binary classes", "a,b,c\n1,2,no\n1,2,yes\n",
			&Job{Task: Binary, NumInputs: 2, NumOutputs: 1, Labels: []string{"no", "yes"}}, []pair{{1, 2}, {1, 2}}, []float64{0, 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := parsePairs(test.job, test.text)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(d.xs, test.xs) || !slices.Equal(d.targets, test.targets) {
				t.Errorf("got %v %v, want %v %v", d.xs, d.targets, test.xs, test.targets)
			}
		})
	}
}

func FuzzParseDataset(f *testing.F) {
	f.Add("length,width,kind\n1,2,rose\n")
	f.Add("\ufeffkind,\"wi\ndth\",length,width\nlily,é,1,2\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := parsePairs(flowers(), text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.csv:") {
				t.Errorf("no position: %v", err)
			}
			return
		}
		for row, x := range d.xs {
			if !allFinite(x[:]) || !slices.Contains([]float64{0, 1, 2}, d.target(row)[0]) {
				t.Errorf("row %d: %v %v", row, x, d.target(row))
			}
		}
	})
}
