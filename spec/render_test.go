package spec_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

var update = flag.Bool("update", false, "rewrite the want files in testdata/render")

func render(file string, src []byte) string {
	_, list := spec.Parse(file, src)
	var b strings.Builder
	diag.Render(&b, src, list)
	return b.String()
}

// TestRender holds the full text of what typical mistakes are answered with against testdata/render/*.txt.
func TestRender(t *testing.T) {
	files, err := filepath.Glob("testdata/render/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no specs in testdata/render")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, golden := render(filepath.Base(file), src), strings.TrimSuffix(file, ".yaml")+".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestRenderIsTheContract: the seven lines and their answer as the language's documentation shows them. No -update
// changes these.
func TestRenderIsTheContract(t *testing.T) {
	const src = `version: 1
model: iris
inputs: 4
layers:
  - {units: 8, activation: relu}
  - {units: 3, activation: softmax, W: [3, 9]}
output: {task: multiclass}
`
	const want = `iris.yaml:6:44: error: W[2] is (3, 9), but it must be (n[2], n[1]) = (3, 8) [dim-mismatch]
   5 |   - {units: 8, activation: relu}
     |             - n[1] is set here
   6 |   - {units: 3, activation: softmax, W: [3, 9]}
     |                                            ^
   hint: leave W out; it follows from the units.
`
	if got := render("iris.yaml", []byte(src)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
