package reference

import (
	"errors"
	"io/fs"
	"testing"
)

func TestCasesAreWhole(t *testing.T) {
	cases, err := All()
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range cases {
		m, n := len(c.X), len(c.Params)
		if m == 0 || len(c.Targets) != m || len(c.Outputs) != m {
			t.Errorf("%s: %d inputs, %d targets, %d outputs", c.Name, m, len(c.Targets), len(c.Outputs))
		}
		if n == 0 || len(c.Gradient) != n || len(c.ParamsAfter) != n {
			t.Errorf("%s: %d parameters, gradient of %d, %d after", c.Name, n, len(c.Gradient), len(c.ParamsAfter))
		}
		if c.Steps == 0 || len(c.Losses) != c.Steps || c.Losses[0] != c.Loss {
			t.Errorf("%s: %d steps with losses %v, the first %v", c.Name, c.Steps, c.Losses, c.Loss)
		}
	}
}

func TestClassesBecomeOneColumn(t *testing.T) {
	c, err := Load("tiny_softmax")
	if err != nil {
		t.Fatal(err)
	}
	for j, row := range c.Targets {
		if len(row) != 1 || row[0] != float64(int(row[0])) {
			t.Fatalf("target %d is %v", j, row)
		}
	}
}

func TestLoadUnknown(t *testing.T) {
	if _, err := Load("nothing"); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("got %v", err)
	}
}
