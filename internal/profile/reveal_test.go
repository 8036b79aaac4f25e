package profile

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// reason is why the column c of a table with the target y is left out.
func reason(t *testing.T, rows []string) string {
	p, err := plan(t, "x,c,y\n"+strings.Join(rows, ""), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range p.Left {
		if in.Name == "c" {
			return in.Reason
		}
	}
	return ""
}

// TestTellsNumber: what is made from a number is found, what only goes along with it is not.
func TestTellsNumber(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(y, noise float64) string
		want string
	}{
		"equal":           {func(y, _ float64) string { return fmt.Sprint(y) }, "it is y on another scale"},
		"thousands":       {func(y, _ float64) string { return fmt.Sprintf("%.4f", y/1000) }, "it is y on another scale"},
		"negative":        {func(y, _ float64) string { return fmt.Sprint(3 - 2*y) }, "it is y on another scale"},
		"logarithm":       {func(y, _ float64) string { return fmt.Sprint(math.Log(y)) }, "it follows from y: sorted by one, the other is sorted in every row"},
		"reciprocal":      {func(y, _ float64) string { return fmt.Sprint(1 / y) }, "it follows from y: sorted by one, the other is sorted in every row"},
		"above 50":        {func(y, _ float64) string { return []string{"0", "1"}[bit(y > 50)] }, "it follows from y: sorted by one, the other is sorted in every row"},
		"names of ranges": {func(y, _ float64) string { return []string{"low", "high", "middle"}[bit(y > 20)+bit(y > 20 && y < 70)] }, "each of its values stands for a range of y: it gives the answer away"},
		"noisy":           {func(y, noise float64) string { return fmt.Sprint(y + 5*noise) }, ""},
		"square":          {func(y, noise float64) string { return []string{"a", "b"}[bit(noise > 0.5)] }, ""},
	} {
		r := random()
		var rows []string
		for range 200 {
			y := 1 + 99*r.Float64()
			rows = append(rows, fmt.Sprintf("%v,%s,%v\n", r.Float64(), c.f(y, r.Float64()), y))
		}
		if got := reason(t, rows); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestTellsClass: what the class can be read from is found; what is only the same for all rows of a class, such as a
// symptom, is not.
func TestTellsClass(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(class, i int) string
		want string
	}{
		"other words": {func(class, _ int) string { return []string{"p", "q", "r"}[class] }, "it is y in other words: every row says so"},
		"codes":       {func(class, _ int) string { return fmt.Sprint(class) }, "it is y in other words: every row says so"},
		"finer":       {func(class, i int) string { return fmt.Sprint(2*class + i%2) }, "each of its values stands beside one y only: it gives the answer away"},
		"a symptom":   {func(class, _ int) string { return []string{"no", "no", "yes"}[class] }, ""},
		"but for one": {func(class, i int) string { return []string{"p", "q", "r"}[(class+bit(i == 50))%3] }, ""},
		"other":       {func(_, i int) string { return fmt.Sprint(i * 7 % 3) }, ""},
	} {
		r := random()
		var rows []string
		for i := range 150 {
			class := r.IntN(3)
			rows = append(rows, fmt.Sprintf("%v,%s,%s\n", r.Float64(), c.f(class, i), []string{"one", "two", "three"}[class]))
		}
		if got := reason(t, rows); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestNoEvidence: of few rows nothing follows.
func TestNoEvidence(t *testing.T) {
	var rows []string
	for i := range 12 {
		rows = append(rows, fmt.Sprintf("%v,%s,%s\n", float64(i)*1.5, []string{"u", "v"}[i%2], []string{"a", "b"}[i%2]))
	}
	if got := reason(t, rows); got != "" {
		t.Error(got)
	}
}

// TestTellsByGaps: a value that stands in the rows of one of two classes only tells the class, whatever it is.
func TestTellsByGaps(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(yes bool, i int) string
		want string
	}{
		"a day":     {func(yes bool, i int) string { return []string{"", fmt.Sprintf("2024-01-%02d", 1+i%28)}[bit(yes)] }, "it has a value in every row of yes and in none of no: it gives the answer away"},
		"a reason":  {func(yes bool, i int) string { return []string{[]string{"late", "dear"}[i%2], "NA"}[bit(yes)] }, "it has a value in every row of no and in none of yes: it gives the answer away"},
		"an amount": {func(yes bool, i int) string { return []string{fmt.Sprint(i, ".5"), "?"}[bit(yes)] }, "it has a value in every row of no and in none of yes: it gives the answer away"},
		"but for one": {func(yes bool, i int) string {
			return []string{"", "2.5"}[bit(yes == (i != 50))] + strings.Repeat("1", i%3*bit(yes == (i != 50)))
		}, ""},
		"other gaps": {func(_ bool, i int) string { return []string{"", "2.5", "3.5"}[i*7%3] }, ""},
	} {
		r := random()
		var rows []string
		for i := range 150 {
			yes := r.IntN(2) == 1
			rows = append(rows, fmt.Sprintf("%v,%s,%s\n", r.Float64(), c.f(yes, i), []string{"no", "yes"}[bit(yes)]))
		}
		if got := reason(t, rows); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestRowsTwice: where rows stand several times, each of their numbers stands beside one class and one target, and gives nothing away.
func TestRowsTwice(t *testing.T) {
	r := random()
	var rows []string
	for range 100 {
		x, c := r.IntN(3), r.NormFloat64()
		y := []string{"no", "yes"}[bit(c+r.NormFloat64() > 0)]
		for range 1 + r.IntN(5) {
			rows = append(rows, fmt.Sprintf("%v,%v,%s\n", x, c, y))
		}
	}
	if got := reason(t, rows); got != "" {
		t.Errorf("classes: %s", got)
	}
	for i, row := range rows {
		rows[i] = strings.NewReplacer("no", "1.5", "yes", "7.25").Replace(row)
	}
	rows = append(rows, "1,0.125,3\n")
	if got := reason(t, rows); got != "" {
		t.Errorf("numbers: %s", got)
	}
}
