package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

var tables = flag.String("tables", "", "folder of tables for TestServiceAnswersAsPredict, beside those of the examples")

// TestServiceAnswersAsPredict: a service that takes a row as JSON answers as predict answers the row of the CSV, to the
// bit. The service is that of examples/service, around a package of its own.
func TestServiceAnswersAsPredict(t *testing.T) {
	thorough.Only(t)
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"penguins", "cars"} {
		t.Run(name, func(t *testing.T) {
			compareService(t, repository, "../../examples/specs/"+name+".yaml", "../../examples/data/"+name+".csv")
		})
	}
	if *tables == "" {
		return
	}
	entries, err := os.ReadDir(*tables)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".md") {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			data := filepath.Join(*tables, e.Name())
			compareService(t, repository, tableSpec(t, e.Name(), data), data)
		})
	}
}

// tableSpec is the spec that init writes for a table, trained for an epoch.
func tableSpec(t *testing.T, name, data string) string {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	model := "t" + regexp.MustCompile(`[^a-z0-9]`).ReplaceAllString(name, "")
	var stderr bytes.Buffer
	if run([]string{"init", model, "--data", data}, nil, io.Discard, &stderr) != 0 {
		t.Skip("init refuses it: ", stderr.String())
	}
	text, err := os.ReadFile(model + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(model+".yaml", append(text, "\nweights: m.safetensors\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if run([]string{"train", model + ".yaml", "--epochs", "1", "-q", "-o", "m.safetensors"}, nil, io.Discard, &stderr) != 0 {
		t.Fatal(stderr.String())
	}
	return filepath.Join(dir, model+".yaml")
}

// compareService posts every row of a table as JSON, and compares with predict.
func compareService(t *testing.T, repository, path, data string) {
	s := load(path).spec
	text := readTable(t, data)
	var stdout, stderr bytes.Buffer
	if run([]string{"predict", path}, strings.NewReader(text), &stdout, &stderr) != 0 {
		t.Fatal(stderr.String())
	}
	want := csvRows(t, stdout.String(), ',')[1:]
	comma := ','
	for _, c := range ";\t|" {
		if header, _, _ := strings.Cut(text, "\n"); strings.ContainsRune(header, c) && len(want) > 0 {
			comma = c
		}
	}
	rows := csvRows(t, text, comma)
	header, rows := rows[0], rows[1:]
	if len(rows) != len(want) || len(rows) == 0 {
		t.Fatalf("%d rows, but %d predictions", len(rows), len(want))
	}
	url := startService(t, repository, path, s)
	differences := 0
	for i, row := range rows {
		got := post(t, url, rowJSON(t, s, header, row, i%2 == 1))
		for k, v := range got {
			w, err := strconv.ParseFloat(want[i][len(want[i])-len(got)+k], 32)
			if err != nil {
				t.Fatal(err)
			}
			if math.Float32bits(v) != math.Float32bits(float32(w)) {
				differences++
				t.Errorf("row %d: the service says %v, predict %v", i+1, got, want[i])
				break
			}
		}
		if differences > 3 {
			t.FailNow()
		}
	}
	t.Logf("%d rows, %d differences", len(rows), differences)
}

// readTable is the text of a table, decompressed where its name says that it is compressed.
func readTable(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(path, ".gz") {
		r, err := gzip.NewReader(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if text, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return string(text)
}

func csvRows(t *testing.T, text string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// rowJSON is a row as an object: null where there is no value, and values that look like numbers as numbers, or where they
// are those of a category as either.
func rowJSON(t *testing.T, s *spec.Spec, header, row []string, asNumbers bool) string {
	t.Helper()
	object := map[string]any{}
	missing := s.Data.Missing
	if missing == nil {
		missing = []string{"", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"}
	}
	for _, in := range s.Inputs {
		i := slices.IndexFunc(header, func(name string) bool { return strings.TrimSpace(name) == in.Text })
		text := strings.TrimSpace(row[i])
		number := text
		if s.Data.Decimal == "," {
			number = strings.Replace(text, ",", ".", 1)
		}
		switch category := in.Encoding.Type.Go == op.GoValue; {
		case !slices.Contains(in.Encoding.Values, text) && slices.Contains(missing, text):
			object[in.Text] = nil
		case json.Valid([]byte(number)) && (!category || asNumbers) && in.Encoding.Type.Name != train.Date:
			object[in.Text] = json.Number(number)
		default:
			object[in.Text] = text
		}
	}
	body, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// startService builds the package of a spec and the service around it in a module of their own, runs it and returns its
// address.
func startService(t *testing.T, repository, path string, s *spec.Spec) string {
	t.Helper()
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	if run([]string{"build", path, "-o", dir}, nil, &stdout, &stderr) != 0 {
		t.Fatal(stderr.String())
	}
	example, err := os.ReadFile(filepath.Join(repository, "examples/service/main.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, answer, found := strings.Cut(string(example), "\nfunc answer[")
	if !found {
		t.Fatal("the service of the examples has no answer")
	}
	binary := buildProgram(t, repository, dir, fmt.Sprintf(serviceMain, s.Package)+"\nfunc answer["+answer)
	cmd := exec.Command(binary)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return "http://" + strings.TrimSpace(address)
}

// buildProgram builds a main file in a folder, as a module that requires this one and may have packages of its own.
func buildProgram(t *testing.T, repository, dir, source string) (binary string) {
	t.Helper()
	for name, text := range map[string]string{
		"go.mod":  "module served\n\ngo 1.26.0\n\nrequire github.com/nngen/nngen v0.0.0\n\nreplace github.com/nngen/nngen => " + strconv.Quote(repository) + "\n",
		"main.go": source,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	binary = filepath.Join(dir, "served.exe")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

const serviceMain = `package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"

	model "served/%s"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr())
	http.Serve(listener, answer(model.Pretrained().Predict))
}
`

// post asks a service and reads the outputs.
func post(t *testing.T, url, body string) (outputs []float32) {
	t.Helper()
	reply, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil || reply.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s (%v)", body, reply.StatusCode, text, err)
	}
	if err := json.Unmarshal(text, &outputs); err != nil {
		t.Fatal(err)
	}
	return outputs
}
