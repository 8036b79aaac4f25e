package randspec

import (
	"fmt"
	"math"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// use writes an entry of a table: its name alone where that will do, or with some of its attributes.
func (d *draw) use(e op.Info) string {
	attrs := d.attrs(e.Attrs)
	if attrs == "" && d.chance(0.7) {
		return e.Name
	}
	return fmt.Sprintf("{name: %s%s}", e.Name, attrs)
}

// attrs writes the attributes that are required and some of the others, nesterov only with a momentum.
func (d *draw) attrs(list []op.Attr) string {
	var s strings.Builder
	momentum := false
	for _, a := range list {
		if a.Name == "nesterov" && !momentum || !a.Required && d.chance(0.5) {
			continue
		}
		v := d.value(a)
		momentum = momentum || a.Name == "momentum" && v != "0"
		fmt.Fprintf(&s, ", %s: %s", a.Name, v)
	}
	return s.String()
}

// value draws a value of an attribute, near its default where there is one.
func (d *draw) value(a op.Attr) string {
	switch {
	case a.Range.Kind == op.Boolean:
		return fmt.Sprint(d.chance(0.7))
	case a.Range.Kind == op.Integer:
		return fmt.Sprint(int(max(a.Range.Min, 0)) + d.IntN(maxEpochs/2))
	case a.Range == op.UnitInterval && d.chance(0.1), a.Range == op.NonNegative && d.chance(0.1):
		return "0"
	case a.Range == op.UnitInterval:
		return short(d.Float64() * 0.999)
	case a.Range == op.Any:
		return short(d.NormFloat64() / 4)
	}
	middle := a.Default
	if middle == 0 {
		middle = 0.03
	}
	return short(middle * math.Pow(10, 2*d.Float64()-1))
}

// short writes a number with few digits, as people do.
func short(v float64) string { return fmt.Sprintf("%.3g", v) }
