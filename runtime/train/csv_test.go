package train

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
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

func weighed() *Job {
	return &Job{Task: Regression, DataShown: "f.csv", NumInputs: 2, NumOutputs: 1, Weight: "w"}
}

func tabbed() *Job {
	job := flowers()
	job.Separator = "\t"
	return job
}

func european() *Job {
	job := flowers()
	job.Decimal = ","
	return job
}

func traits() *Job {
	return &Job{
		Task: Multilabel, DataShown: "f.csv", NumInputs: 2, NumOutputs: 2, Labels: []string{"even", "prime"},
	}
}

func parsePairs(job *Job, text string) (*dataset[float64], error) {
	return parseDataset[float64](job, strings.NewReader(text), 0, 2)
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
		{"another separator than was said", "length;width;kind\n1;2;rose\n",
			`f.csv:1:1: there is no column "kind" (the columns are: length;width;kind); the separator is the tab, as data.separator says`, tabbed()},
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
			`f.csv:2:1: "1_000" in column "length" is not a number: it has an underscore between its digits; write 1000`, flowers()},
		{"thousands with a currency", head + "1,\"-$3,750.50\",rose\n",
			`f.csv:2:3: "-$3,750.50" in column "width" is not a number: it has a comma between its digits; write -3750.50`, flowers()},
		{"thousands with a unit", head + "1,3 750 kg,rose\n",
			`f.csv:2:3: "3 750 kg" in column "width" is not a number: it has a blank between its digits; write 3750`, flowers()},
		{"thousands with an apostrophe", head + "1,1'234'567,rose\n",
			`f.csv:2:3: "1'234'567" in column "width" is not a number: it has an apostrophe between its digits; write 1234567`, flowers()},
		{"thousands with points", "length;width;kind\n1,5;1.234,5;rose\n",
			`f.csv:2:5: "1.234,5" in column "width" is not a number: it has a point between its digits; write 1234,5`, european()},
		{"long text", head + strings.Repeat("é", 100) + ",2,rose\n",
			`f.csv:2:1: "` + strings.Repeat("é", 30) + `…" in column "length" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"empty cell", head + "1, ,rose\n", `f.csv:2:4: column "width" is empty here; fill in a number or remove the row`, flowers()},
		{"NaN", head + "NaN,2,rose\n",
			`f.csv:2:1: "NaN" in column "length" says that the value is missing; fill in a number or remove the row`, flowers()},
		{"infinity", head + "1,-inf,rose\n",
			`f.csv:2:3: "-inf" in column "width" is not a finite number; fill in a number or remove the row`, flowers()},
		{"overflow", head + "1e309,2,rose\n", `f.csv:2:1: "1e309" in column "length" is beyond the range of float64`, flowers()},
		{"thousands in groups", head + "1,\"3,750\",rose\n", `f.csv:2:3: "3,750" in column "width" is not a number: it has a comma; ` +
			`write 3750 where that groups thousands, and decimal: "," under data in the spec where it stands before decimals`, flowers()},
		{"a decimal comma", head + "1,\"3,75\",rose\n", `f.csv:2:3: "3,75" in column "width" is not a number: it has a comma; ` +
			`write decimal: "," under data in the spec, or 3.75`, flowers()},
		{"a decimal point", "length;width;kind\n1,5;2.5;rose\n",
			`f.csv:2:5: "2.5" in column "width" is not a number: it has a point, but data.decimal says that a comma stands before decimals`, european()},
		{"a currency", head + "1,$3750,rose\n", `f.csv:2:3: "$3750" in column "width" is not a number: it has "$" before it; write 3750`, flowers()},
		{"a currency below 0", head + "1,-$3750,rose\n", `f.csv:2:3: "-$3750" in column "width" is not a number: it has "$" before it; write -3750`, flowers()},
		{"a share below 0", head + "1,-.5%,rose\n",
			`f.csv:2:3: "-.5%" in column "width" is not a number: it has a % sign; write -.5, or its hundredth, the same way in every row`, flowers()},
		{"brackets of amounts below 0", head + "1,\"(1,234.50)\",rose\n",
			`f.csv:2:3: "(1,234.50)" in column "width" is not a number: it stands in brackets, as amounts below 0 do; write -1234.50`, flowers()},
		{"brackets around a currency", head + "1,($3.50),rose\n", `f.csv:2:3: "($3.50)" in column "width" is not a number: it has "$" before it; write -3.50`, flowers()},
		{"a sign behind", head + "1,12.5-,rose\n", `f.csv:2:3: "12.5-" in column "width" is not a number: its sign is not a hyphen before it; write -12.5`, flowers()},
		{"the sign of typography", head + "1,−12,rose\n", `f.csv:2:3: "−12" in column "width" is not a number: its sign is not a hyphen before it; write -12`, flowers()},
		{"a number of a telephone", head + "1,(555) 123,rose\n", `f.csv:2:3: "(555) 123" in column "width" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"a word with digits", head + "1,z95838,rose\n",
			`f.csv:2:3: "z95838" in column "width" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"a column without a name", "length,,kind\n1,x,2\n", `f.csv:2:3: "x" in column "column_2" is not a number; ` +
			`write numbers like 3.5 or -2e3, without units`, &Job{Task: Regression, DataShown: "f.csv", NumInputs: 2, NumOutputs: 1}},
		{"a share", head + "1,50%,rose\n",
			`f.csv:2:3: "50%" in column "width" is not a number: it has a % sign; write 50, or its hundredth, the same way in every row`, flowers()},
		{"a unit", head + "1,5e3 kg,rose\n",
			`f.csv:2:3: "5e3 kg" in column "width" is not a number: it has "kg" behind it; write 5e3 and keep the unit for the spec`, flowers()},
		{"no number at all", head + "1,-,rose\n", `f.csv:2:3: "-" in column "width" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"a date", head + "1,2024-01-31,rose\n",
			`f.csv:2:3: "2024-01-31" in column "width" is not a number; write numbers like 3.5 or -2e3, without units`, flowers()},
		{"a gap in words", head + "1,NA,rose\n",
			`f.csv:2:3: "NA" in column "width" says that the value is missing; fill in a number or remove the row`, flowers()},
		{"counts for a header", "178,13,rose,tulip,lily\n" + strings.Repeat("1,", 13) + "0\n",
			`f.csv:1:1: there is no column "kind" (the columns are: 178, 13, rose, tulip, lily); ` +
				`the first line holds counts (178 rows of 13 inputs), not names; the first line must name the 14 columns`, flowers()},
		{"counts for a header, without names", "178,2,rose\n" + "1,2\n",
			`f.csv:1:1: this looks like a row of data, but the first line must name the columns`, &Job{Task: Regression, DataShown: "f.csv", NumInputs: 2, NumOutputs: 1}},
		{"a weight below 0", "a,b,c,w\n1,2,3,-1\n", `f.csv:2:7: "-1" in column "w" is no weight; a weight is a number from 0 on`, weighed()},
		{"a weight in words", "a,b,c,w\n1,2,3,heavy\n",
			`f.csv:2:7: "heavy" in column "w" is not a number; write numbers like 3.5 or -2e3, without units`, weighed()},
		{"no weight", "a,b,c,w\n1,2,3,\n", `f.csv:2:7: column "w" is empty here; fill in a number or remove the row`, weighed()},
		{"no column of the weight", "a,b,c\n1,2,3\n", `f.csv:1:1: there is no column "w" (the columns are: a, b, c)`, weighed()},
		{"gzip by another name", "\x1f\x8b\x08\x00", "f.csv:1:1: the data are compressed with gzip; a file needs the ending .gz, and a pipe gunzip before", flowers()},
		{"unknown label", head + "1,2,daisy\n",
			`f.csv:2:5: "daisy" in column "kind" is no label (the labels are: rose, tulip, lily)`, flowers()},
		{"swapped letters", head + "1,2,rsoe\n",
			`f.csv:2:5: "rsoe" in column "kind" is no label; did you mean "rose"? (the labels are: rose, tulip, lily)`, flowers()},
		{"misspelt label", head + "1,2,Tulips\n",
			`f.csv:2:5: "Tulips" in column "kind" is no label; did you mean "tulip"? (the labels are: rose, tulip, lily)`, flowers()},
		{"no label", head + "1,2,\n", `f.csv:1:1: the target is missing in every row; there is nothing to learn or to score`, flowers()},
		{"class out of range", head + "1,2,3\n", `f.csv:2:5: "3" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"named class", head + "1,2,dog\n", `f.csv:2:5: "dog" in column "kind" is no class; the classes are the integers 0 to 2; where they have names, list these under output: labels: [NAME, NAME]`, numbered()},
		{"negative class", head + "1,2,-1\n", `f.csv:2:5: "-1" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"broken class", head + "1,2,0.5\n", `f.csv:2:5: "0.5" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"huge class", head + "1,2,1e300\n", `f.csv:2:5: "1e300" in column "kind" is no class; the classes are the integers 0 to 2`, numbered()},
		{"short row", head + "1,2,rose\n1,2\n",
			`f.csv:3:3: this row has 2 fields, but the header has 3; each row must have them all, empty ones too`, flowers()},
		{"long row", head + "1,2,rose\n1,2,rose,red\n",
			`f.csv:3:10: this row has 4 fields, but the header has 3; a comma inside a text needs quotes around the text: "a, b"`, flowers()},
		{"row names of R", head + "1,1,2,rose\n",
			`f.csv:2:7: this row has 4 fields, but the header has 3; a comma inside a text needs quotes around the text: "a, b"; ` +
				`where R wrote the names of rows, the header lacks a name for them`, flowers()},
		{"blank row", head + "  \n",
			`f.csv:2:3: this row has 1 field, but the header has 3; each row must have them all, empty ones too`, flowers()},
		{"quote inside", head + "1,2\",rose\n",
			`f.csv:2:4: a quote inside a field; put the whole field in quotes and double the quotes inside: "5"" nail"`, flowers()},
		{"quote not closed", head + "1,2,rose\n1,\"2,rose\n",
			`f.csv:3:3: this quoted field is not closed; its last quote must stand before a comma or the end of a line`, flowers()},
		{"text after a quote", "größe,length,width,kind\näöü,\"1\"2,3,rose\n",
			`f.csv:2:7: there is text behind this closing quote; a quoted field must end before a comma or the end of a line, and quotes inside it are doubled`, flowers()},
		{"quote not closed over lines", "größe,length,width,kind\näöü,\"1,2,rose\n1",
			`f.csv:2:5: this quoted field is not closed; its last quote must stand before a comma or the end of a line`, flowers()},
		{"not UTF-8", head + "1,2,ros\xe9\n", `f.csv:2:5: this field is not UTF-8 text; save the file in the encoding UTF-8`, flowers()},
		{"UTF-16", "\xff\xfel\x00,\x00w\x00\n", `f.csv:1:1: this is text in the encoding UTF-16; save the file in the encoding UTF-8`, flowers()},
		{"UTF-16 without a mark", "l\x00,\x00w\x00\n\x00", `f.csv:1:1: this is text in the encoding UTF-16; save the file in the encoding UTF-8`, flowers()},
		{"UTF-16 without a mark, the other way round", "\x00l\x00,\x00w\x00\n", `f.csv:1:1: this is text in the encoding UTF-16; save the file in the encoding UTF-8`, flowers()},
		{"a page around the file", "\n\n<!DOCTYPE html>\n<html>", `f.csv:3:1: this is a web page and no CSV; download the file itself, in its raw form`, flowers()},
		{"a page without a type", "<HTML lang=en><body>404", `f.csv:1:1: this is a web page and no CSV; download the file itself, in its raw form`, flowers()},
		{"a pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", `f.csv:1:1: this is a pointer of Git LFS in the place of the file: git lfs pull fetches that`, flowers()},
		{"JSON", `[{"length": 1, "width": 2}]`, `f.csv:1:1: this is JSON and no CSV; write its rows as CSV`, flowers()},
		{"JSON in lines", "[\n  {\n", `f.csv:1:1: this is JSON and no CSV; write its rows as CSV`, flowers()},
		{"JSON, an object a line", `{ "length": 1, "width": 2}` + "\n", `f.csv:1:1: this is JSON and no CSV; write its rows as CSV`, flowers()},
		{"brackets in a header", "[length],width,{kind}\n", `f.csv:1:1: there is no column "kind" (the columns are: [length], width, {kind})`, flowers()},
		{"a line for spreadsheets", "sep=;\nlength;width;kind\n1;2;rose\n", `f.csv:1:1: this line tells a spreadsheet the separator and names no columns; ` +
			`remove it, since the separator is found out, or said in the spec: data.separator`, flowers()},
		{"a workbook", "PK\x03\x04\x14\x00", `f.csv:1:1: this is a zip, as workbooks are, and no CSV; save a workbook as CSV; a file of arrays needs the ending .npz, and predict reads CSV`, flowers()},
		{"lines that end with a separator", head + "1,2,rose,\n",
			`f.csv:2:10: this row has 4 fields, but the header has 3; the line ends with a comma: remove that, or let the header end with one as well`, flowers()},
		{"a title above the header", "flowers\n" + head + "1,2,rose\n", `f.csv:1:1: there is no column "kind" (the columns are: flowers); ` +
			`this line names 1 column of 3; the first line must name the columns: remove what stands above that`, flowers()},
		{"a title as wide as the table", "flowers,,\n" + head + "1,2,rose\n", `f.csv:1:1: there is no column "kind" (the columns are: flowers, "", ""); ` +
			`this line names 1 column of 3; the first line must name the columns: remove what stands above that`, flowers()},
		{"flag", "a,even,b,prime\n1,0,2,1\n1,2,2,1\n", `f.csv:3:3: "2" in column "even" must be 0 or 1`, traits()},
		{"flag in words", "a,even,b,prime\n1,yes,2,1\n",
			`f.csv:2:3: "yes" in column "even" is not a number; write numbers like 3.5 or -2e3, without units`, traits()},
		{"too many inputs", "a,b,c,even,prime\n", `f.csv:1:1: the network has 2 inputs, but the file has 3 columns beside 2 targets`, traits()},
		{"no header", "0.5,0.5,1\n", `f.csv:1:1: this looks like a row of data, but the first line must name the columns`,
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
	_, err := parseDataset[float32](flowers(), strings.NewReader("length,width,kind\n1,4e38,rose\n"), 0, 4)
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
		{"semicolons and decimal commas", "kind;length;width\nlily;1,5;\"2,5\"\n", european(), []pair{{1.5, 2.5}}, []float64{2}},
		{"lines that end in CR", "length,width,kind\r1,2,rose\r3,4,lily\r", flowers(), []pair{{1, 2}, {3, 4}}, []float64{0, 2}},
		{"rows without a target are left out, whatever else they hold",
			"length,width,kind\n1,2,\n,x,NA\n1,2,rose\n5,, null \n", flowers(), []pair{{1, 2}}, []float64{0}},
		{"a label is no gap, whatever it is called", "a,b,c\n1,2,NA\n1,2,\n1,2,EU\n",
			&Job{Task: Binary, NumInputs: 2, NumOutputs: 1, Labels: []string{"EU", "NA"}}, []pair{{1, 2}, {1, 2}}, []float64{1, 0}},
		{"labels match by number where all are numbers, blanks around them cut off", "a,b,c\n1,2,1.0\n1,2,0\n1,2, 1e0\n",
			&Job{Task: Binary, NumInputs: 2, NumOutputs: 1, Labels: []string{" 0 ", "1 "}}, []pair{{1, 2}, {1, 2}, {1, 2}}, []float64{1, 0, 1}},
		{"other words for gaps", "a,b,c\n1,2,-999\n1,2,?\n1,2,5\n",
			&Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Missing: []string{"?", "-999"}}, []pair{{1, 2}}, []float64{5}},
		{"a row with one of its targets missing", "a,b,c,d\n1,2,3,\n1,2,3,4\n", &Job{Task: Regression, NumInputs: 2, NumOutputs: 2}, []pair{{1, 2}}, []float64{3, 4}},
		{"the weight is neither input nor target", "a,b,c,w\n1,2,3,0.5\n", &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Weight: "w"}, []pair{{1, 2}}, []float64{3}},
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
			if xs, targets := flat(d); !slices.Equal(xs, test.xs) || !slices.Equal(targets, test.targets) {
				t.Errorf("got %v %v, want %v %v", xs, targets, test.xs, test.targets)
			}
		})
	}
}

// flat are the rows and targets of a data set, one after the other.
func flat(d *dataset[float64]) (xs []pair, targets []float64) {
	for row := range d.rows() {
		xs, targets = append(xs, pair(d.x(row))), append(targets, d.target(row)...)
	}
	return xs, targets
}

// TestManyRows reads more than one page and many blocks, and keeps rows, targets and weights together.
func TestManyRows(t *testing.T) {
	text := []byte("a,b,w,c\n")
	const n = 300_000
	for i := range n {
		text = fmt.Appendf(text, "%d,%d,%d,%d\n", i, -i, i+1, 2*i)
		if i%3 == 0 {
			text = append(text, "1,1,1,\n"...)
		}
	}
	d, err := parsePairs(weighed(), string(text))
	if err != nil || d.rows() != n || d.leftOut != n/3 || len(d.weights) != n {
		t.Fatalf("%d rows, %d weights, %d left out, %v", d.rows(), len(d.weights), d.leftOut, err)
	}
	for i := range n {
		x := float64(i)
		if pair(d.x(i)) != (pair{x, -x}) || d.target(i)[0] != 2*x || d.weights[i] != x+1 {
			t.Fatalf("row %d: %v, %v, %v", i, d.x(i), d.target(i), d.weights[i])
		}
	}
	text = append(text, "1,2,3,x\n1,2,3,y\n"...)
	want := fmt.Sprintf("f.csv:%d:7: ", 2+n+n/3)
	if _, err := parsePairs(weighed(), string(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestRoom: what does not fit into memory is refused by the first rows, before the others are read.
func TestRoom(t *testing.T) {
	limit := debug.SetMemoryLimit(64 << 20)
	defer debug.SetMemoryLimit(limit)
	head := "length,width,kind\n" + strings.Repeat("1,2,rose\n", 10_000)
	source := &counted{r: io.MultiReader(strings.NewReader(head), strings.NewReader(strings.Repeat("1,2,rose\n", 1_000_000)))}
	_, err := parseDataset[float64](flowers(), source, 1<<30, 2)
	if err == nil || !strings.HasPrefix(err.Error(), "f.csv: about 119") || !strings.HasSuffix(err.Error(), " in memory, but there are 67 MB; train on fewer rows") {
		t.Errorf("got %v", err)
	}
	if n := source.n.Load(); n > 4<<20 {
		t.Errorf("%d bytes were read", n)
	}
	if _, err := parseDataset[float64](flowers(), strings.NewReader(strings.Repeat(head, 1)), int64(len(head)), 2); err != nil {
		t.Error(err)
	}
}

// counted is a reader that counts what was read.
type counted struct {
	r io.Reader
	n atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

func TestCompressedData(t *testing.T) {
	var text bytes.Buffer
	w := gzip.NewWriter(&text)
	io.WriteString(w, "length,width,kind\n1,2,rose\n")
	w.Close()
	whole := text.String()
	for name, test := range map[string]struct{ content, want string }{
		"f.csv.gz": {whole, ""},
		"F.CSV.GZ": {whole, ""},
		"cut.gz":   {whole[:len(whole)-4], "f.csv: the compressed data end too early: the file is cut off; copy or write it again: unexpected EOF"},
		"plain.gz": {"a,b\n1,2\n3,4\n", "f.csv: its name says that it is compressed with gzip, but it is not: gzip: invalid header"},
	} {
		job := flowers()
		job.Data = write(t, name, test.content)
		d, err := readDataset[float64](job, 2)
		if test.want == "" && (err != nil || d.rows() != 1) || test.want != "" && (err == nil || err.Error() != test.want) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
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
		for row := range d.rows() {
			if x := d.x(row); !allFinite(x) || !slices.Contains([]float64{0, 1, 2}, d.target(row)[0]) {
				t.Errorf("row %d: %v %v", row, x, d.target(row))
			}
		}
	})
}
