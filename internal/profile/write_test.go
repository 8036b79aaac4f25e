package profile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

// hostile are texts that YAML, Go names or comments stumble over.
var hostile = []string{"a", "A", "a b", "a_b", "a-b", "1", "1.0", "01", "-1", "true", "null", "~", "yes", "no", "own", "error", "%", "#", "# x", ": ", "- a", "[a]", "{a", "a, b",
	`"`, `\`, "'", "é", "ß", "日本", "\u00a0x", "a\tb", "a\nb", "\x7f", "\u2028", "🙂", "Model", "model", "Class", "Input", "Set", "Value", "Missing", "Unknown", "A Value", "x1 2", "!", "&a", "*a", "<50", ">50", "@", "`"}

// TestHostileNames: whatever columns, values and labels are called, the spec that is written checks without an error and
// says what was found.
func TestHostileNames(t *testing.T) {
	r := random()
	for range 300 {
		names := slices.Clone(hostile)
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		names = append([]string{"first"}, names[:4]...)
		var s strings.Builder
		line := func(fields []string) {
			for i, f := range fields {
				if i > 0 {
					s.WriteByte(',')
				}
				s.WriteString(`"` + strings.ReplaceAll(f, `"`, `""`) + `"`)
			}
			s.WriteByte('\n')
		}
		line(names)
		values := make([][]string, len(names))
		for c := range values {
			for range 2 + r.IntN(4) {
				values[c] = append(values[c], hostile[r.IntN(len(hostile))])
			}
		}
		for range 80 {
			row := []string{fmt.Sprint(r.Float64())}
			for c := 1; c < len(names); c++ {
				row = append(row, values[c][r.IntN(len(values[c]))])
			}
			line(row)
		}
		p, err := plan(t, s.String(), Options{})
		if err != nil {
			continue // a target with one value, for example
		}
		src, err := p.Spec()
		if err != nil {
			t.Fatalf("%v\n%s\n%s", err, s.String()[:200], src)
		}
	}
}

// TestSpecIsWarnedOfNothing: a spec that is written for a table is not one to be warned of.
func TestSpecIsWarnedOfNothing(t *testing.T) {
	for _, rows := range []int{20, 600, 5000} {
		var s strings.Builder
		s.WriteString("n,b,c,d,y\n")
		r := random()
		for range rows {
			fmt.Fprintf(&s, "%v,%d,%s,20%02d-%02d-01,%s\n", r.Float64(), r.IntN(2), []string{"u", "v"}[r.IntN(2)], r.IntN(20), 1+r.IntN(12), []string{"p", "q", "r"}[r.IntN(3)])
		}
		p, err := plan(t, s.String(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		src, err := p.Spec()
		if err != nil {
			t.Fatal(err)
		}
		if parsed, list := spec.Parse("m.yaml", src); parsed == nil || len(list) > 0 {
			t.Errorf("%d rows: %v\n%s", rows, list, src)
		}
	}
}

// TestTooWide: a table whose spec would be longer than the language allows is refused with a way out.
func TestTooWide(t *testing.T) {
	names := each(20_000, "a_name_that_is_rather_long_for_a_column_%05d")
	numbers := each(20_000, "%d.5")
	text := strings.Join(names, ",") + ",y\n"
	for i := range 12 {
		text += strings.ReplaceAll(strings.Join(numbers, ","), ".5", fmt.Sprintf(".%d", i)) + []string{",a\n", ",b\n"}[i%2]
	}
	p, err := plan(t, text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = p.Spec(); err == nil || !strings.Contains(err.Error(), "--drop leaves columns out") {
		t.Error(err)
	}
}
