package train

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// warnings are those that training on a table gives.
func warnings[E Float, In, T, Out any](t *testing.T, job *Job, f *fake[E, In, T, Out], text string) []string {
	t.Helper()
	job.Mode, job.Batch, job.Epochs, job.DataShown = ModeTrain, 10, 1, "f.csv"
	job.Data, job.Out = write(t, "f.csv", text), filepath.Join(t.TempDir(), "w")
	var list []string
	for _, e := range ran(t, 0, job, f) {
		if e.Event == EventWarning {
			list = append(list, e.Message)
		}
	}
	return list
}

func TestWarnings(t *testing.T) {
	regression := func() *Job { return &Job{Task: Regression, NumInputs: 2, NumOutputs: 1} }
	normalized := regression()
	normalized.NormalizeInputs, normalized.NormalizeOutputs = Standard, Standard
	tests := []struct {
		text string
		job  *Job
		want []string
	}{
		{"a,b,c\n1,0.5,1\n-1,0.1,2\n0,0.9,0.5\n", regression(), nil},
		{"a,b,c\n100,0.5,1\n-100,0.1,2\n", regression(),
			[]string{`not normalized, though the standard deviation is far from 1: input "a" (100); write normalize: standard`}},
		{"a,b,c\n100,0.01,1000\n-100,0.02,3000\n", regression(), []string{
			`not normalized, though the standard deviation is far from 1: inputs "a" (100), "b" (0.005); write normalize: standard`,
			`not normalized, though the standard deviation is far from 1: target "c" (1e+03); write normalize: standard under output`}},
		{"a,b,c\n100,0.01,1000\n-100,0.02,3000\n", normalized, nil},
		{"a,b,c\n7,7,1\n7,7,2\n", regression(), nil}, // constant: no scale would help
	}
	for _, test := range tests {
		if got := warnings(t, test.job, linearFake(0), test.text); !slices.Equal(got, test.want) {
			t.Errorf("%q:\ngot  %q\nwant %q", test.text, got, test.want)
		}
	}
}

func TestWarningOfClassesThatNeverOccur(t *testing.T) {
	got := warnings(t, flowers(), classFake(), "length,width,kind\n1,2,rose\n1,0,rose\n0,1,rose\n")
	if want := []string{"no row of the training part has the class tulip, lily: the network cannot learn it"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestWarningOfCloseValues: what float32 makes one number of, and what it makes few numbers of.
func TestWarningOfCloseValues(t *testing.T) {
	const remedy = "write precision: float64, or subtract what they have in common before"
	for lengths, want := range map[[3]string]string{
		{"1", "2", "3"}:                           "",
		{"1e9", "2e9", "-1e9"}:                    "",
		{"1e9", "1e9", "1e9"}:                     "", // constant in every precision
		{"0", "0", "0"}:                           "",
		{"0.1", "0.1", "0.10"}:                    "",
		{"1e9", "1e9", "100000"}:                  "",
		{"999999999", "1000000000", "1000000001"}: `the values in column "length" differ, but float32 makes one number of them all: ` + remedy,
		{"1e9", "1000000128", "1e9"}:              `the values in column "length" run from 1e+09 to 1.00000013e+09, where float32 has only a few steps: ` + remedy,
	} {
		text := "length,width,kind\n"
		for i, length := range lengths {
			text += fmt.Sprintf("%s,%d,%s\n", length, i, flowers().Labels[i])
		}
		job := flowers()
		job.NormalizeInputs = Standard
		if got := strings.Join(warnings(t, job, classFake(), text), "|"); got != want {
			t.Errorf("%s: got  %q\nwant %q", lengths, got, want)
		}
	}
}

// TestDiffering: values that float32 makes one number of, beside one that is missing, and beside others that only the rows
// of another part have.
func TestDiffering(t *testing.T) {
	job := &Job{Data: write(t, "f.csv", "a,b,c,d\n,7,1e9,7\n1e9,7,1e9,7\n1000000001,7,1e9,7\n1e9,8,2e9,\n")}
	if got := differing(job, []int{0, 1, 2, 3}, []float64{1e9, 7, 1e9, 7}); !slices.Equal(got, []int{0}) {
		t.Errorf("got %v", got)
	}
}

// TestCodesHint: classes that are numbers, but not 0 to K-1, are labels.
func TestCodesHint(t *testing.T) {
	for kinds, want := range map[[3]string]string{
		{"1", "2", "3"}:      "; write labels: [1, 2, 3] under output",
		{"3.0", "1", "2"}:    "; write labels: [1, 2, 3] under output",
		{"-1", "0", "1"}:     "; write labels: [-1, 0, 1] under output",
		{"0", "5", "5"}:      "", // two classes of three
		{"0", "1.5", "5"}:    "",
		{"0", "lily", "5"}:   "; where they have names, list these under output: labels: [NAME, NAME]",
		{"10", "200", "NA"}:  "",
		{"10", "2e2", "300"}: "; write labels: [10, 200, 300] under output",
	} {
		job := numbered()
		text := "length,width,kind\n"
		for _, kind := range kinds {
			text += "1,2," + kind + "\n"
		}
		job.Data = write(t, "f.csv", text)
		_, err := readDataset[float64](job, 2)
		if err == nil || !strings.HasSuffix(err.Error(), "the classes are the integers 0 to 2"+want) {
			t.Errorf("%q: got %v, want %q", kinds, err, want)
		}
	}
}
