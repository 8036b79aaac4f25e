package bench

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Table writes the report for people: the network, the machine, and a line for each call.
func (r *Report) Table(w io.Writer) error {
	var text strings.Builder
	m, weights := r.Machine, cmp.Or(r.Weights, "random")
	fmt.Fprintf(&text, "%s: %s, %d parameters in %d bytes, %d multiply-adds per row, weights %s\n", r.Model, r.Precision, r.Parameters, r.Bytes, r.MultiplyAdds, weights)
	fmt.Fprintf(&text, "machine: %s, %s/%s, %s, kernels %s, GOMAXPROCS %d\n", cmp.Or(m.CPU, "unknown processor"), m.OS, m.Arch, m.GoVersion, m.Kernels, m.Cores)
	fmt.Fprintf(&text, "limits: matrix products reach %s; weights of this size stream at %s, large ones at %s\n\n",
		quantity(m.Peak, "FLOP/s"), quantity(m.Stream, "B/s"), quantity(m.Memory, "B/s"))
	writeColumns(&text, r.rows())
	_, err := io.WriteString(w, text.String())
	return err
}

func (r *Report) rows() [][]string {
	rows := [][]string{{"call", "rows", "time", "per row", "rows/s", "FLOP/s", "of peak", "weights B/s", "of stream", "allocs"}}
	for _, c := range r.Calls {
		weights, ofStream := "-", "-"
		if c.Bytes > 0 {
			weights, ofStream = quantity(c.Bytes, ""), percent(c.OfStream)
		}
		rows = append(rows, []string{c.Func, fmt.Sprint(c.Rows), duration(c.Nanoseconds), duration(c.Nanoseconds / float64(c.Rows)),
			quantity(c.Rate, ""), quantity(c.Flops, ""), percent(c.OfPeak), weights, ofStream, fmt.Sprint(c.Allocs)})
	}
	return rows
}

// writeColumns sets rows in columns, the first aligned left and the others right.
func writeColumns(text *strings.Builder, rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		fmt.Fprintf(text, "%-*s", width[0], row[0])
		for i, cell := range row[1:] {
			fmt.Fprintf(text, "  %*s", width[i+1], cell)
		}
		text.WriteByte('\n')
	}
}

func percent(share float64) string { return fmt.Sprintf("%.0f%%", 100*share) }

// duration shows nanoseconds by three digits and a unit.
func duration(ns float64) string { return scaled(ns, []string{"ns", "µs", "ms"}, "s") }

// quantity shows a large number by three digits and a prefix of the unit: k, M, G or T.
func quantity(v float64, unit string) string {
	return strings.TrimSpace(scaled(v, []string{unit, "k" + unit, "M" + unit, "G" + unit}, "T"+unit))
}

// scaled divides by 1000 until the number is below that, or no unit is left but the last.
func scaled(v float64, units []string, last string) string {
	for _, unit := range units {
		if v < 999.5 {
			return digits(v) + " " + unit
		}
		v /= 1000
	}
	return digits(v) + " " + last
}

// digits writes three of them.
func digits(v float64) string {
	switch {
	case v < 9.995:
		return fmt.Sprintf("%.2f", v)
	case v < 99.95:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
