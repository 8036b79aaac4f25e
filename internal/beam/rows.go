package beam

import (
	"strconv"
	"strings"
	"time"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// sampleRows is how many rows the test of a module repeats: few, and no divisor of what it counts in.
const sampleRows = 13

// rows are made-up rows of a spec as CSV, for the test of the module. The user's own data stay where they are.
func rows(s *spec.Spec) []byte {
	separator := ","
	if s.Data.Separator != "" {
		separator = s.Data.Separator
	}
	var b strings.Builder
	line := func(text func(column int) string) {
		for i := range max(len(s.Inputs), numbers(s)) {
			if i > 0 {
				b.WriteString(separator)
			}
			b.WriteString(field(text(i), separator))
		}
		b.WriteByte('\n')
	}
	line(func(i int) string {
		if len(s.Inputs) > 0 {
			return s.Inputs[i].Text
		}
		return "x" + strconv.Itoa(i+1)
	})
	for k := range sampleRows {
		line(func(i int) string {
			if len(s.Inputs) > 0 {
				return valueOf(&s.Inputs[i].Encoding, s.Data.Decimal, i+k)
			}
			return number(s.Data.Decimal, i+k)
		})
	}
	return []byte(b.String())
}

// numbers is how many numbers without a name a row has.
func numbers(s *spec.Spec) int {
	if len(s.Inputs) > 0 {
		return 0
	}
	return s.NumInputs
}

// valueOf is the k-th value of an input.
func valueOf(e *op.Input, decimal string, k int) string {
	switch e.Type.Go {
	case op.GoBool:
		if e.Words {
			return e.Values[k%2]
		}
		return strconv.FormatBool(k%2 == 1)
	case op.GoTime:
		return time.Date(2024, 5, 1+k%28, 9, 30, 0, 0, time.UTC).Format(e.Format)
	case op.GoValue:
		return e.Values[k%len(e.Values)]
	}
	return number(decimal, k)
}

// number is the k-th number: 0.25, 1.25 and so on, for a few.
func number(decimal string, k int) string {
	text := strconv.Itoa(k%sampleRows) + ".25"
	if decimal != "" {
		text = strings.Replace(text, ".", decimal, 1)
	}
	return text
}

// field is a text in CSV.
func field(text, separator string) string {
	if strings.ContainsAny(text, separator+"\"\r\n") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}
