package starter

import (
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// TestFiles: the spec of every task checks without a warning, and its data have the columns and words that it names.
func TestFiles(t *testing.T) {
	for _, task := range op.Tasks {
		t.Run(task.Name, func(t *testing.T) {
			files := Files("my_model", task.Name)
			s, list := spec.Parse(files[0].Name, files[0].Data)
			if s == nil || len(list) > 0 {
				t.Fatalf("%v", list)
			}
			if s.Model != "my_model" || s.Output.Task != task || s.Data.File != files[1].Name {
				t.Errorf("model %s, task %s, data %s", s.Model, s.Output.Task.Name, s.Data.File)
			}
			if strings.Contains(string(files[0].Data), "\n\n\n") || strings.Contains(string(files[0].Data), "no value") {
				t.Errorf("the template leaves traces:\n%s", files[0].Data)
			}
			table, err := csv.NewReader(strings.NewReader(string(files[1].Data))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var columns []string
			for _, in := range s.Inputs {
				columns = append(columns, in.Text)
			}
			if want := append(columns, s.Data.Target...); !slices.Equal(table[0], want) {
				t.Errorf("columns %v, want %v", table[0], want)
			}
			balanced(t, s, table[1:])
		})
	}
}

// balanced demands that each word of a target stands in a tenth of the rows at least, and that there is no other.
func balanced(t *testing.T, s *spec.Spec, table [][]string) {
	if s.Output.Task.Name == "regression" {
		return
	}
	words := []string{"0", "1"}
	if s.Output.Task.Name != "multilabel" {
		words = nil
		for _, l := range s.Output.Labels {
			words = append(words, l.Text)
		}
	}
	for c := s.NumInputs; c < len(table[0]); c++ {
		count := map[string]int{}
		for _, row := range table {
			count[row[c]]++
		}
		for _, w := range words {
			if count[w] < len(table)/10 {
				t.Errorf("column %d: %q stands in %d of %d rows", c, w, count[w], len(table))
			}
		}
		if len(count) != len(words) {
			t.Errorf("column %d holds %v, want %v", c, count, words)
		}
	}
}

// TestWeathers: rounded as the CSV shows them, within their ranges, none twice.
func TestWeathers(t *testing.T) {
	seen := map[Weather]bool{}
	for _, w := range weathers() {
		if w.Temperature < -5 || w.Temperature > 40 || w.Humidity < 10 || w.Humidity > 100 || w.Wind < 0 || w.Wind > 15 || seen[w] {
			t.Errorf("%v", w)
		}
		for _, tenths := range []float64{w.Temperature * 10, w.Humidity * 10, w.Wind * 10} {
			if math.Abs(tenths-math.Round(tenths)) > 1e-9 {
				t.Errorf("%v is not rounded", w)
			}
		}
		seen[w] = true
	}
	if len(seen) != rows {
		t.Errorf("%d moments, want %d", len(seen), rows)
	}
}

// TestFelt holds the formula against values worked out by hand: the pressure of saturated vapour is 6.105 hPa at 0 °C and
// 42.4 hPa at 30 °C.
func TestFelt(t *testing.T) {
	for _, c := range []struct {
		w    Weather
		want float64
	}{
		{Weather{0, 100, 0}, 0.33*6.105 - 4},
		{Weather{0, 50, 10}, 0.33*6.105/2 - 7 - 4},
		{Weather{30, 50, 0}, 30 + 0.33*21.2 - 4},
	} {
		if got := c.w.Felt(); math.Abs(got-c.want) > 0.05 {
			t.Errorf("%v feels like %.2f °C, want %.2f", c.w, got, c.want)
		}
	}
}
