package train

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/csv"
)

// saved writes the file of a model with the given parameters.
func saved[E Float, In, T, Out any](t *testing.T, f *fake[E, In, T, Out], params ...E) string {
	t.Helper()
	model := f.network().New(1)
	model.SetParams(params)
	path := filepath.Join(t.TempDir(), "weights")
	if err := nn.SaveFile(path, model.Write); err != nil {
		t.Fatal(err)
	}
	return path
}

func predicted[E Float, In, T, Out any](t *testing.T, f *fake[E, In, T, Out], job Job, params []E, csv string) (stdout, stderr string) {
	t.Helper()
	job.Mode, job.NumInputs, job.Task, job.Weights = ModePredict, 2, f.task, saved(t, f, params...)
	var out, errs bytes.Buffer
	status := run(&job, untyped(f.network()), strings.NewReader(csv), &out, &errs)
	if want := min(1, errs.Len()); status != want && job.BadRows == "" {
		t.Errorf("exit status %d, want %d", status, want)
	}
	return out.String(), errs.String()
}

func TestPredictRegression(t *testing.T) {
	ab := Job{Inputs: []string{"a", "b"}, NumOutputs: 1}
	named := ab
	named.OutputNames = []string{"price, net"}
	n, target := Job{NumOutputs: 1}, Job{NumOutputs: 1, Targets: []string{"y"}}
	tests := []struct {
		name, csv, stdout, stderr string
		job                       Job
	}{
		{"columns in any order, others ignored", "b,note,a\n1,x,2\n30,,0.125\n", "output_1\n120.1\n3001.35\n", "", ab},
		{"named", "a,b\n0,0\n", "\"price, net\"\n0.1\n", "", named},
		{"shortest digits", "a,b\n0,1e20\n0.02,0\n-0.05,0\n", "output_1\n1e+22\n0.30000000000000004\n-0.4\n", "", ab},
		{"all columns", "p,q\n1,2\n", "output_1\n210.1\n", "", n},
		{"all columns and the last one, the target", "p,q,y\n1,2,?\n", "output_1\n210.1\n", "", n},
		{"all columns and a named target", "p,y,q\n1,?,2\n", "y\n210.1\n", "", target},
		{"all columns without the named target", "p,q\n1,2\n", "y\n210.1\n", "", target},
		{"too many columns", "p,q,r\n1,2,3\n", "", "stdin:1:1: the network has 2 inputs, but the file has 3 columns beside 0 targets\n", target},
		{"header only", "a,b\n", "output_1\n", "", ab},
		{"no header", "3,2\n1,2\n", "", "stdin:1:1: this looks like a row of data, but the first line must name the columns\n", n},
		{"numbers as names", "0,1\n1,2\n", "output_1\n210.1\n", "", n},
		{"nothing", "", "", "stdin:1:1: the file is empty; its first line must name the columns\n", ab},
		{"missing column", "a,c\n1,2\n", "", "stdin:1:1: there is no column \"b\" (the columns are: a, c)\n", ab},
		{"named columns without a header", "3,2\n1,2\n", "", "stdin:1:1: there is no column \"a\" (the columns are: 3, 2); " +
			"this looks like a row of data, but the first line must name the columns\n", ab},
		{"rows before an error", "a,b\n1,2\n2,1\n1,x\n3,3\n", "output_1\n210.1\n120.1\n",
			"stdin:4:3: \"x\" in column \"b\" is not a number; write numbers like 3.5 or -2e3, without units\n", ab},
		{"rows before a ragged one", "a,b\n1,2\n2\n", "output_1\n210.1\n",
			"stdin:3:1: this row has 1 field, but the header has 2; each row must have them all, empty ones too\n", ab},
		{"rows before an infinite output", "a,b\n1,2\n0,1.7e308\n1,2\n", "output_1\n210.1\n",
			"stdin: the output of the network for data row 2 is not finite; its inputs are too large\n", ab},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			// y = 10a + 100b + 0.1
			stdout, stderr := predicted(t, linearFake(0), test.job, []float64{10, 100, 0.1}, test.csv)
			if stdout != test.stdout || stderr != test.stderr {
				t.Errorf("got  %q %q\nwant %q %q", stdout, stderr, test.stdout, test.stderr)
			}
		})
	}
}

// TestPredictKeepsAndPasses: columns that are passed through, and rows that cannot be read.
func TestPredictKeepsAndPasses(t *testing.T) {
	const csv = "id,a,b\n\"x, 1\",1,2\nx2,,2\nx3,1\n \"x\"\"4\" ,0,1.7e308\nx5,2,1\n"
	tests := []struct{ bad, stdout, stderr string }{
		{"", "id,output_1\n\"x, 1\",210.1\n", "stdin:3:4: column \"a\" is empty here; fill in a number or remove the row\n"},
		{Skip, "id,output_1\n\"x, 1\",210.1\nx5,120.1\n",
			"3 rows could not be read; the first: stdin:3:4: column \"a\" is empty here; fill in a number or remove the row\n"},
		{Blank, "id,output_1\n\"x, 1\",210.1\nx2,\n,\n\"x\"\"4\",\nx5,120.1\n",
			"3 rows could not be read; the first: stdin:3:4: column \"a\" is empty here; fill in a number or remove the row\n"},
	}
	for _, test := range tests {
		job := Job{Inputs: []string{"a", "b"}, NumOutputs: 1, Keep: []string{"id"}, BadRows: test.bad}
		stdout, stderr := predicted(t, linearFake(0), job, []float64{10, 100, 0.1}, csv)
		if stdout != test.stdout || stderr != test.stderr {
			t.Errorf("%s: got  %q %q\nwant %q %q", test.bad, stdout, stderr, test.stdout, test.stderr)
		}
	}
	job := Job{Inputs: []string{"a", "b"}, NumOutputs: 1, Keep: []string{"y", "a"}, Targets: []string{"y"}}
	stdout, stderr := predicted(t, linearFake(0), job, []float64{10, 100, 0.1}, "a,b,y\n1,2,200\n")
	if stdout != "y,a,y_predicted\n200,1,210.1\n" || stderr != "" {
		t.Errorf("the target beside the answer: %q %q", stdout, stderr)
	}
	job = Job{Inputs: []string{"a", "b"}, NumOutputs: 1, BadRows: Skip}
	stdout, stderr = predicted(t, linearFake(0), job, []float64{10, 100, 0.1}, "a,b\n1,2\n1,\"2\n3,4\n")
	if stdout != "output_1\n210.1\n" || !strings.HasPrefix(stderr, "stdin:3:3: this quoted field is not closed") {
		t.Errorf("a quote that is not closed: %q %q", stdout, stderr) // where the next row begins cannot be told
	}
}

func TestPredictClasses(t *testing.T) {
	inputs := []string{"x", "y"}
	const csv = "x,y\n0,0\n1,0\n0,1\n"
	// Weights so large that the sigmoid gives exactly 0, 1/2 and 1; the softmax
	// of 80, 0, 0 ends in e⁻⁸⁰.
	threeWay := []float32{80, 0, 0, 80, 0, 0, 0, 0, 0}
	multi := func(labels []string, header, first, second string) {
		t.Helper()
		stdout, stderr := predicted(t, classFake(), Job{Inputs: inputs, NumOutputs: 3, Labels: labels}, threeWay, csv)
		want := header + "\n" + first + ",0.33333334,0.33333334,0.33333334\n" + first + ",1,1.8048513e-35,1.8048513e-35\n" +
			second + ",1.8048513e-35,1,1.8048513e-35\n"
		if stdout != want || stderr != "" {
			t.Errorf("got  %q %q\nwant %q", stdout, stderr, want)
		}
	}
	multi(nil, "class,0,1,2", "0", "1")
	multi([]string{"a, b", "c", "d"}, `class,"a, b",c,d`, `"a, b"`, "c")

	binary := func(labels []string, want string) {
		t.Helper()
		stdout, stderr := predicted(t, binaryFake(), Job{Inputs: inputs, NumOutputs: 1, Labels: labels}, []float64{1000, -1000, 0}, csv)
		if stdout != want || stderr != "" {
			t.Errorf("got  %q %q\nwant %q", stdout, stderr, want)
		}
	}
	binary(nil, "class,probability\n1,0.5\n1,1\n0,0\n")
	binary([]string{"benign", "malignant"}, "class,malignant\nmalignant,0.5\nmalignant,1\nbenign,0\n")

	stdout, stderr := predicted(t, labelsFake(), Job{Inputs: inputs, NumOutputs: 2, Labels: []string{"even", "prime"}},
		[]float64{1000, 0, 0, -1000, 0, 0}, csv)
	if want := "even,prime\n0.5,0.5\n1,0.5\n0.5,0\n"; stdout != want || stderr != "" {
		t.Errorf("got  %q %q\nwant %q", stdout, stderr, want)
	}
}

// countedWrites is an output that counts how often it is written to.
type countedWrites struct {
	bytes.Buffer
	n int
}

func (w *countedWrites) Write(p []byte) (int, error) {
	w.n++
	return w.Buffer.Write(p)
}

// TestPredictInChunks crosses chunk borders and ends in a read error: every
// row before it is answered, in order, with one write for the header and one
// for what arrived at once.
func TestPredictInChunks(t *testing.T) {
	for _, n := range []int{0, 1, chunkRows - 1, chunkRows, chunkRows + 1, 3 * chunkRows} {
		rows, want := "a,b\n", "output_1\n"
		for i := range n {
			rows += fmt.Sprintf("%d,0\n", i)
			want += fmt.Sprintln(i)
		}
		f := linearFake(0)
		job := &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Weights: saved(t, f, 1, 0, 0)}
		var out countedWrites
		_, err := predict(job, untyped(f.network()), io.MultiReader(strings.NewReader(rows), iotest.ErrReader(errors.New("the pipe broke"))), &out)
		if err == nil || err.Error() != "stdin: the pipe broke" {
			t.Errorf("%d rows: %v", n, err)
		}
		if out.String() != want {
			t.Errorf("%d rows: got %q", n, out.String())
		}
		if out.n != 1+min(n, 1) {
			t.Errorf("%d rows in %d writes", n, out.n)
		}
	}
}

// TestPredictOnCores: many blocks on several cores give what one core gives, in order, and count rows across blocks.
func TestPredictOnCores(t *testing.T) {
	const n = 60000
	var rows strings.Builder
	want := []string{"id,output_1\n"} // the header, then a line or none for each row
	for i := range n {
		switch i {
		case 20000, 50000:
			fmt.Fprintf(&rows, "%d,0,1.7e308\n", i)
			want = append(want, "")
		case 30000:
			rows.WriteString("x,?,0\n")
			want = append(want, "")
		default:
			fmt.Fprintf(&rows, "%d,%d,0\n", i, i%977)
			want = append(want, fmt.Sprintf("%d,%d\n", i, 10*(i%977)))
		}
	}
	const infinite = "stdin: the output of the network for data row 20001 is not finite; its inputs are too large\n"
	tests := []struct {
		bad, prefix string
		lines       int
	}{{Stop, "", 1 + 20000}, {Skip, "3 rows could not be read; the first: ", 1 + n}}
	for _, cores := range []int{1, 3} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		for _, test := range tests {
			job := Job{Inputs: []string{"a", "b"}, NumOutputs: 1, Keep: []string{"id"}, BadRows: test.bad}
			stdout, stderr := predicted(t, linearFake(0), job, []float64{10, 100, 0}, "id,a,b\n"+rows.String())
			if stdout != strings.Join(want[:test.lines], "") || stderr != test.prefix+infinite {
				t.Errorf("%d cores, %s: %d bytes and %q", cores, test.bad, len(stdout), stderr)
			}
		}
	}
}

// company is a model that rows ask one at a time, where they do.
type company struct {
	Model[float64, pair, value]
	alone atomic.Bool // set on any core
}

func (m *company) ForwardBatch(ys []value, xs []pair) {
	if len(xs) == 1 {
		m.alone.Store(true)
	}
	m.Model.ForwardBatch(ys, xs)
}

// TestPredictTogether: a row that comes alone is computed as one of a batch, since the other kernels round otherwise, and
// which rows come together is chance.
func TestPredictTogether(t *testing.T) {
	f, m := linearFake(0), &company{}
	net := f.network()
	net.Load = func(path string) (Model[float64, pair, value], error) {
		var err error
		m.Model, err = f.network().Load(path)
		return m, err
	}
	var out bytes.Buffer
	job := &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Weights: saved(t, f, 1, 0, 0)}
	if _, err := predict(job, untyped(net), iotest.OneByteReader(strings.NewReader("a,b\n3,0\n4,0\n")), &out); err != nil {
		t.Fatal(err)
	}
	if out.String() != "output_1\n3\n4\n" || m.alone.Load() {
		t.Errorf("%q, alone: %v", out.String(), m.alone.Load())
	}
}

// conversation is an input that comes piece by piece. The next one comes, or the end, when the pieces before have got their
// answers.
type conversation struct {
	*testing.T
	pieces, answers []string
	said            chan string // what is written
}

func (c *conversation) Write(p []byte) (int, error) {
	c.said <- string(p)
	return len(p), nil
}

func (c *conversation) Read(p []byte) (int, error) {
	if len(c.pieces) == 0 {
		return 0, io.EOF
	}
	c.hear()
	piece := c.pieces[0]
	c.pieces, c.answers = c.pieces[1:], c.answers[1:]
	return copy(p, piece), nil
}

// hear waits for the next answer.
func (c *conversation) hear() {
	heard := ""
	for heard != c.answers[0] && strings.HasPrefix(c.answers[0], heard) {
		select {
		case text := <-c.said:
			heard += text
		case <-time.After(20 * time.Second):
			c.Errorf("before %q there is no answer", c.pieces[0])
			return
		}
	}
	if heard != c.answers[0] {
		c.Errorf("got  %q\nwant %q", heard, c.answers[0])
	}
}

// TestPredictAnswersAtOnce: whoever waits for more input gets the answers to all whole lines of what came before.
func TestPredictAnswersAtOnce(t *testing.T) {
	f := linearFake(0)
	job := &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Weights: saved(t, f, 1, 0, 0)}
	c := &conversation{T: t, said: make(chan string, 100),
		pieces:  []string{"\ufeffa,", "b\n", "1,0\n", "2,0\n3,0\n4,", "0\n\n", "\r\n5,0\r\n\r\n\n", "6,0\n\n7,0\n", "\"8\",0"},
		answers: []string{"", "", "output_1\n", "1\n", "2\n3\n", "4\n", "5\n", "6\n7\n"}}
	if _, err := predict(job, untyped(f.network()), c, c); err != nil {
		t.Fatal(err)
	}
	c.pieces, c.answers = []string{"the end"}, []string{"8\n"}
	c.hear()
}

// TestShortHeader: a header shorter than a byte order mark does not wait for the first row.
func TestShortHeader(t *testing.T) {
	c := &conversation{T: t, pieces: []string{"x\n", "1\n"}, answers: []string{"", ""}}
	if _, err := csv.NewReader("stdin", c, csv.Options{Eager: true}); err != nil || len(c.pieces) != 1 {
		t.Errorf("%v; %d pieces are left, want 1", err, len(c.pieces))
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestPredictCannotWrite(t *testing.T) {
	f := linearFake(0)
	job := &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Weights: saved(t, f, 1, 0, 0)}
	if _, err := predict(job, untyped(f.network()), strings.NewReader("a,b\n1,2\n"), fullDisk{}); err == nil || err.Error() != "no space left" {
		t.Errorf("got %v", err)
	}
}
