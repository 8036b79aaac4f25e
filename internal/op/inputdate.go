package op

import "github.com/nngen/nngen/internal/ir"

// DateParts are the parts of a date, and DefaultParts those that are taken unless others are listed.
var (
	DateParts    = []string{"year", "month", "day", "weekday", "hour"}
	DefaultParts = []string{"year", "month", "weekday"}
)

// cycles are the parts that begin again: the first, and how many there are.
var cycles = map[string]Cyclic{"month": {1, 12}, "day": {1, 31}, "weekday": {0, 7}, "hour": {0, 24}}

// Cyclic is what begins again after a number of steps.
type Cyclic struct{ First, Period float64 }

// Cycle is the cycle of a part of a date other than the year.
func Cycle(part string) Cyclic { return cycles[part] }

var date = &InputType{
	Name: "date", Doc: "a date or time, by its parts: the year as a number, month, day, weekday (Sunday 0) and hour as (sin, cos) of 2π·part/period",
	Keys:     []string{"format", "parts", "missing"},
	Missing:  []string{"own"},
	OwnZeros: true,
	Go:       GoTime,
	Width: func(in *Input) int {
		n := 0
		for _, part := range in.Parts {
			n++
			if part != "year" {
				n++
			}
		}
		return n
	},
	Encode: func(e *Encoder, in *Input) {
		for i, part := range in.Parts {
			if part == "year" {
				e.take(e.scaled, in.Entry+i, 1)
				continue
			}
			c := cycles[part]
			d := e.Temp("c"+in.PartName(i), 2)
			e.Emit(&ir.Cycle{Entry: in.Entry + i, First: c.First, Period: c.Period, Zeros: in.Missing.How == Own}, d, e.filled)
			e.take(d, 0, 2)
		}
	},
}

// PartName is the Go name of an entry of the raw row: that of the input, of a date with the part behind it.
func (in *Input) PartName(i int) string {
	if len(in.Parts) == 0 {
		return in.Go
	}
	return in.Go + string(in.Parts[i][0]-'a'+'A') + in.Parts[i][1:]
}
