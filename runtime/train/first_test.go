package train

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestFirstRows: the rows are those that training reads, in their order, and what follows enough of them is neither read nor refused.
func TestFirstRows(t *testing.T) {
	var text strings.Builder
	text.WriteString("length,width,kind\n")
	for i := range 5 {
		fmt.Fprintf(&text, "%d,%d.5,rose\n", i, i)
	}
	job := flowers()
	job.Data = write(t, "f.csv", text.String()+"6,none,rose\n")
	if rows, err := FirstRows[float64](job, 9); err == nil || !strings.HasPrefix(err.Error(), "f.csv:7:3: ") {
		t.Errorf("%v, %v", rows, err)
	}
	for _, most := range []int{1, 3, 5} {
		rows, err := FirstRows[float32](job, most)
		if err != nil || len(rows) != most {
			t.Fatalf("%d: %v, %v", most, rows, err)
		}
		for i, row := range rows {
			if !slices.Equal(row, []float32{float32(i), float32(i) + 0.5}) {
				t.Errorf("row %d is %v", i, row)
			}
		}
	}
	job.Data = write(t, "f.csv", text.String())
	if rows, err := FirstRows[float32](job, 9); err != nil || len(rows) != 5 {
		t.Errorf("%v, %v", rows, err)
	}
	if job.enough != 0 {
		t.Error("the job has changed")
	}
}
