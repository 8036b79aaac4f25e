package train

import (
	"fmt"
	"math"
	"slices"
)

// twins names pairs of columns that say the same, each column with the first such pair.
func (c *columnStudy[E]) twins() (list []notice) {
	sample := c.sample()
	entries := c.comparable()
	standard := make([][]float64, len(entries))
	for k, i := range entries {
		standard[k] = c.standard(sample, i)
	}
	told := map[int]bool{}
	for k, i := range entries {
		for l, j := range entries[:k] {
			a, b := c.fields[j], c.fields[i]
			if a == b || told[a] || told[b] || math.Abs(product(standard[k], standard[l])) < sameLine {
				continue
			}
			if says := c.same(j, i); says != "" {
				told[a], told[b] = true, true
				list = append(list, notice{CodeTwins, fmt.Sprintf("columns %s and %s %s: what is learned is spread over both, and the second tells nothing new; leave one out",
					quote(c.header[a]), quote(c.header[b]), says)})
			}
		}
	}
	return list
}

// comparable are the entries that differ from their most frequent value in enough rows, so that two hardly agree by chance.
func (c *columnStudy[E]) comparable() (entries []int) {
	for i := range c.fields {
		if len(entries) == maxTwins {
			break
		}
		var values []float64
		for _, row := range c.sample() {
			if v := float64(c.value(row, i)); !math.IsNaN(v) {
				values = append(values, v)
			}
		}
		slices.Sort(values)
		usual := mostFrequent(values)
		if len(values)-countFrom(values, usual)+countFrom(values, math.Nextafter(usual, math.Inf(1))) >= classRows {
			entries = append(entries, i)
		}
	}
	return entries
}

// standard are the values of an entry with mean 0 and length 1; those that are missing are 0.
func (c *columnStudy[E]) standard(rows []int, entry int) []float64 {
	list, length := make([]float64, len(rows)), 0.0
	for k, row := range rows {
		if v := float64(c.value(row, entry)); !math.IsNaN(v) {
			list[k] = v - c.spreads[entry].mean
			length += list[k] * list[k]
		}
	}
	for k := range list {
		list[k] /= max(math.Sqrt(length), math.SmallestNonzeroFloat64)
	}
	return list
}

// same says in which way two entries say the same in all rows, if they do.
func (c *columnStudy[E]) same(a, b int) string {
	equal := !slices.ContainsFunc(c.rows, func(row int) bool {
		x, y := c.value(row, a), c.value(row, b)
		return x != y && (x == x || y == y)
	})
	if equal {
		return "are equal in every row of the training part"
	}
	x, y := c.standard(c.rows, a), c.standard(c.rows, b)
	if r := product(x, y); math.Abs(r) > sameLine {
		return fmt.Sprintf("say the same in different units (correlation %.4f)", r)
	}
	return ""
}

func product(x, y []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += v * y[i]
	}
	return sum
}
