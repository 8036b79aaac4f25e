package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// doorsSpec has an input of each type, with each way to treat what is missing and unknown: for each is one entry of Input.
const doorsSpec = `
version: 1
model: doors
inputs:
  - n
  - {name: filled, missing: 2.5}
  - {name: logged, transform: log1p}
  - {name: c, type: category, values: [x, "y"]}
  - {name: cown, type: category, values: [x, "y"], missing: own, unknown: own}
  - {name: czeros, type: category, values: [x, "y"], missing: x, unknown: zeros}
  - {name: b, type: bool}
  - {name: bown, type: bool, missing: own}
  - {name: bvalues, type: bool, values: [out, in], missing: in}
  - {name: o, type: ordinal, values: [low, middle, high]}
  - {name: oown, type: ordinal, values: [low, middle, high], missing: own, unknown: middle}
  - {name: d, type: date, format: "2006-01-02", parts: [month]}
  - {name: down, type: date, format: "2006-01-02", parts: [month], missing: own}
layers: [{units: 4, activation: tanh}, {units: 2, activation: linear}]
output: {task: regression}
train: {epochs: 1, optimizer: {name: adam, learning_rate: 0.01}}
data: {file: doors.csv, target: [t1, t2]}
weights: doors.safetensors
`

// doorsRow is a row without a fault: texts of a CSV, JSON, and the entry of Input.
var doorsRow = []struct{ column, csv, json, field, entry string }{
	{"n", "1.5", "1.5", "N", "1.5"},
	{"filled", "2", "2", "Filled", "2"},
	{"logged", "3", "3", "Logged", "3"},
	{"c", "x", `"x"`, "C", "0"},
	{"cown", "y", `"y"`, "Cown", "1"},
	{"czeros", "x", `"x"`, "Czeros", "0"},
	{"b", "true", "true", "B", "1"},
	{"bown", "false", "false", "Bown", "0"},
	{"bvalues", "in", `"in"`, "Bvalues", "1"},
	{"o", "high", `"high"`, "O", "2"},
	{"oown", "low", `"low"`, "Oown", "0"},
	{"d", "2024-02-29", `"2024-02-29"`, "D", "2"},
	{"down", "2023-01-01", `"2023-01-01"`, "Down", "1"},
}

// The answers that a fault can have beside an entry of Input: errors with these words.
const (
	noValue  = "!has no value|there is no value"
	noNumber = "!but is a number|is not a number"
	unlisted = "!none of the values|is none of the values that are listed"
)

// doorsFaults are a value of one column in a CSV, in JSON and as a statement of Go, where they differ from the row: - where
// there is none of the kind. want is the entry of Input, or what the errors of check and of Record say.
var doorsFaults = []struct{ column, csv, json, set, want string }{
	// a gap, null, or nothing at all
	{"n", "", "null", "-", noValue},
	{"n", "NA", "-", "-", "!has no value (NA)|there is no value"},
	{"n", "-", "absent", "-", "!|it is left out, and the model knows no value to take instead"},
	{"n", "-", "-", "r.N = float32(math.NaN())", "!|the number is not finite"},
	{"filled", "", "null", "r.Filled = nil", "NaN"},
	{"filled", "NaN", "absent", "-", "NaN"},
	{"logged", "", "null", "-", noValue},
	{"c", "", "null", "r.C = doors.CMissing", noValue},
	{"cown", "", "null", "r.Cown = doors.CownMissing", "NaN"},
	{"cown", "None", "absent", "r.Cown = 0", "NaN"},
	{"czeros", "", "null", "r.Czeros = 0", "NaN"},
	{"b", "", "null", "-", noValue},
	{"bown", "", "null", "r.Bown = nil", "NaN"},
	{"bvalues", "", "absent", "r.Bvalues = nil", "NaN"},
	{"o", "", "null", "r.O = 0", noValue},
	{"oown", "", "absent", "r.Oown = 0", "NaN"},
	{"d", "", "null", "r.D = time.Time{}", noValue},
	{"down", "", "null", "r.Down = nil", "NaN"},
	// a value that the spec does not list
	{"c", "z", `"z"`, "-", unlisted},
	{"c", "-", "-", "r.C = doors.CUnknown", "!|the value is unknown, and the model has nothing to take instead"},
	{"c", "-", "-", "r.C = 17", "!|there is no value with the number 17"},
	{"cown", "z", `"z"`, "r.Cown = doors.CownUnknown", "2"},
	{"cown", "3", "3", "-", "2"},
	{"czeros", "z", `"z"`, "r.Czeros = doors.CzerosUnknown", "2"},
	{"b", "maybe", `"maybe"`, "-", "!neither true nor false|is neither true nor false"},
	{"bown", "maybe", `"maybe"`, "-", "!neither true nor false|is neither true nor false"},
	{"bvalues", "yes", `"yes"`, "-", "!neither true nor false|is neither true nor false"},
	{"o", "top", `"top"`, "-", unlisted},
	{"oown", "top", `"top"`, "r.Oown = doors.OownUnknown", "3"},
	{"d", "29.02.2024", `"29.02.2024"`, "-", "!no date in the format|is no date in the format"},
	{"down", "2023-02-30", `"2023-02-30"`, "-", "!no date in the format|is no date in the format"},
	// a value of another type, or out of range
	{"n", "abc", "-", "-", noNumber},
	{"n", "-", `"5"`, "-", "!|it is a string, but should be a number"},
	{"n", "-", "true", "-", "!|it is true, but should be a number"},
	{"n", "-", "[1]", "-", "!|it is an array or an object, but should be a single value"},
	{"n", "1e99", "1e99", "-", "!beyond the range|beyond the range"},
	{"n", "inf", "-", "r.N = float32(math.Inf(1))", "!but is a number|not"},
	{"filled", "abc", "-", "-", noNumber},
	{"filled", "-", "false", "-", "!|it is false, but should be a number"},
	{"logged", "-1", "-1", "r.Logged = -1", "!not greater than -1|not greater than -1"},
	{"c", "-", "true", "-", "!|it is true, but should be one of the values that are listed"},
	{"c", "-", "1", "-", "!|is none of the values"},
	{"b", "2", "2", "-", "!neither true nor false|is neither true nor false"},
	{"b", "-", `"1"`, "-", "!|is neither true nor false"},
	{"d", "-", "2024", "-", "!|it is a number, but should be a string with a date"},
	// as they can also be written
	{"n", " 1.50 ", "15e-1", "r.N = 1.5", "1.5"},
	{"c", " y ", `" y "`, "r.C = doors.CY", "1"},
	{"b", "N", "0", "r.B = false", "0"},
	{"bvalues", "out", "false", "r.Bvalues = new(bool)", "0"},
	{"d", "2025-12-31", `"2025-12-31T23:00:00-05:00"`, "r.D = time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)", "12"},
}

// TestDoors: a row with a fault is answered as the spec says, and alike wherever it comes in: in a CSV, in JSON, by Set and
// by the fields of a Record.
func TestDoors(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles programs")
	}
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	p := doorsCSV("t1,t2", "1,2", "")
	learned := p[0] + p[1]
	for _, f := range doorsFaults {
		if f.csv != "-" && !strings.HasPrefix(f.want, "!") {
			learned += doorsCSV("t1,t2", "2,1", f.column, f.csv)[1] // so that there are weights for each answer
		}
	}
	for name, text := range map[string]string{"doors.yaml": doorsSpec, "doors.csv": learned} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, "", "train", "doors.yaml", "-q", "-o", "doors.safetensors")
	mustRun(t, "", "build", "doors.yaml", "-o", ".")
	out, err := exec.Command(buildProgram(t, repository, dir, doorsMain())).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(answers) != len(doorsFaults) {
		t.Fatalf("%d answers to %d faults: %s", len(answers), len(doorsFaults), out)
	}
	predicted, complaints := doorsPredict(t)
	different := map[string]bool{}
	for i, f := range doorsFaults {
		name := fmt.Sprintf("%s: csv %q, json %s, go %s", f.column, f.csv, f.json, f.set)
		csvWords, recordWords, isError := strings.Cut(strings.TrimPrefix(f.want, "!"), "|")
		doors := strings.Split(answers[i], "\t") // what predict is to say, then Set, JSON and Go
		for k, got := range doors[1:] {
			if got != "-" && isError != strings.HasPrefix(got, "!") || isError && !strings.Contains(got, recordWords) && got != "-" || !isError && got != f.want && got != "-" {
				t.Errorf("%s: %s says %s, want %s", name, []string{"Set", "JSON", "Go"}[k], got, f.want)
			}
		}
		switch {
		case f.csv == "-":
		case isError && (predicted[i] != "," || !strings.Contains(complaints[i], csvWords) || csvWords == ""):
			t.Errorf("%s: predict says %q and %q, want %q", name, predicted[i], complaints[i], csvWords)
		case !isError && predicted[i] != doors[0]:
			t.Errorf("%s: predict says %s, the program %s", name, predicted[i], doors[0])
		case !isError:
			different[predicted[i]] = true
		}
	}
	if len(different) < 12 {
		t.Errorf("only %d different predictions: what is asked hardly matters", len(different))
	}
}

// TestDoorsColumns: a column more is ignored in a CSV, one less is refused. (In JSON a member more is an error, and one less is
// a value that is missing: the service of the examples and TestDoors hold that.)
func TestDoorsColumns(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a program")
	}
	header := "Cylinders,Displacement,Horsepower,Weight_in_lbs,Acceleration,Year,Origin"
	row := "4,97,,2130,14.5,1971-01-01,Japan"
	spec := "../../examples/specs/cars.yaml"
	want := mustRun(t, header+"\n"+row+"\n", "predict", spec)
	if got := mustRun(t, "doors,"+header+"\n2,"+row+"\n", "predict", spec); got != want {
		t.Errorf("with a column more: %s, want %s", got, want)
	}
	var stderr bytes.Buffer
	less := strings.Replace(header, "Horsepower,", "", 1) + "\n" + strings.Replace(row, ",,", ",", 1) + "\n"
	if run([]string{"predict", spec}, strings.NewReader(less), io.Discard, &stderr) != 1 || !strings.Contains(stderr.String(), `there is no column "Horsepower"`) {
		t.Errorf("with a column less: %s", stderr.String())
	}
}

func mustRun(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if run(args, strings.NewReader(stdin), &stdout, &stderr) != 0 {
		t.Fatalf("%v: %s", args, stderr.String())
	}
	return stdout.String()
}

// doorsCSV is the header and a row, with more columns and their values, and texts in the place of the row's.
func doorsCSV(names, values, column string, text ...string) [2]string {
	header, row := names, values
	for _, c := range doorsRow {
		value := c.csv
		if c.column == column {
			value = text[0]
		}
		header, row = header+","+c.column, row+","+strconv.Quote(value)
	}
	return [2]string{strings.TrimPrefix(header, ",") + "\n", strings.TrimPrefix(row, ",") + "\n"}
}

// doorsPredict predicts each row with a fault, and tells what check says of those that predict refuses.
func doorsPredict(t *testing.T) (predicted, complaints []string) {
	t.Helper()
	text := doorsCSV("", "", "")[0]
	for _, f := range doorsFaults {
		text += doorsCSV("", "", f.column, f.csv)[1]
	}
	predicted = strings.Split(strings.TrimSuffix(mustRun(t, text, "predict", "doors.yaml", "--bad-rows", "blank"), "\n"), "\n")[1:]
	for i, f := range doorsFaults {
		complaint := ""
		if predicted[i] == "," {
			p := doorsCSV("t1,t2", "1,2", f.column, f.csv)
			if err := os.WriteFile("fault.csv", []byte(p[0]+p[1]), 0o644); err != nil {
				t.Fatal(err)
			}
			var stderr bytes.Buffer
			run([]string{"check", "doors.yaml", "--data", "fault.csv"}, nil, io.Discard, &stderr)
			complaint = stderr.String()
		}
		complaints = append(complaints, complaint)
	}
	return predicted, complaints
}

// doorsMain is a program that prints for each fault what predict is to say, and what comes in by Set, JSON and the fields.
func doorsMain() string {
	var b strings.Builder
	b.WriteString(doorsHead)
	entries := map[string]string{}
	for _, c := range doorsRow {
		entries[c.column] = c.entry
	}
	for _, f := range doorsFaults {
		object := map[string]string{}
		row := maps.Clone(entries)
		for _, c := range doorsRow {
			object[c.column] = c.json
			if c.column == f.column {
				object[c.column] = f.json
			}
		}
		if object[f.column] == "absent" {
			delete(object, f.column)
		}
		var members, values []string
		for _, name := range slices.Sorted(maps.Keys(object)) {
			members = append(members, strconv.Quote(name)+": "+object[name])
		}
		at := slices.IndexFunc(doorsRow, func(c struct{ column, csv, json, field, entry string }) bool { return c.column == f.column })
		want := f.want
		if strings.HasPrefix(want, "!") {
			want = "0"
		}
		row[f.column] = want
		for _, c := range doorsRow {
			values = append(values, strconv.Quote(row[c.column]))
		}
		set := f.set
		if set == "-" {
			set = "r.N = r.N"
		}
		fmt.Fprintf(&b, "\ttell(%d, %q, %q, %q, %q, func(r *doors.Record) { %s }, []string{%s})\n", at, f.column, f.csv, "{"+strings.Join(members, ", ")+"}", f.json+f.set, set, strings.Join(values, ", "))
	}
	b.WriteString("}\n")
	return b.String()
}

const doorsHead = `package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"served/doors"
)

func tell(at int, column, csv, object, doorsThere string, set func(*doors.Record), values []string) {
	var x doors.Input
	for i, text := range values {
		v, err := strconv.ParseFloat(text, 32)
		if err != nil {
			panic(err)
		}
		x[i] = float32(v)
	}
	y := doors.Pretrained().Forward(&x)
	says := []string{fmt.Sprintf("%v,%v", y[0], y[1]), "-", "-", "-"}
	if csv != "-" {
		r := row()
		says[1] = entry(at, r.Set(column, csv), r)
	}
	if !strings.HasPrefix(doorsThere, "-") {
		r := row()
		says[2] = entry(at, r.UnmarshalJSON([]byte(object)), r)
	}
	if !strings.HasSuffix(doorsThere, "-") {
		r := row()
		set(r)
		says[3] = entry(at, nil, r)
	}
	fmt.Println(strings.Join(says, "\t"))
}

// entry is an entry of the row's Input, or the error, behind a mark.
func entry(at int, err error, r *doors.Record) string {
	if err == nil {
		var x doors.Input
		if x, err = r.Input(); err == nil {
			_, err = doors.Pretrained().Predict(r)
			return fmt.Sprint(x[at])
		}
	}
	return "!" + err.Error()
}

func row() *doors.Record {
	filled, no, in, jan := float32(2), false, true, time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	return &doors.Record{N: 1.5, Filled: &filled, Logged: 3, C: doors.CX, Cown: doors.CownY, Czeros: doors.CzerosX, B: true, Bown: &no,
		Bvalues: &in, O: doors.OHigh, Oown: doors.OownLow, D: time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), Down: &jan}
}

func main() {
	_, _ = math.NaN(), time.Time{}
`
