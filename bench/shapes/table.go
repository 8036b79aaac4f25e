package main

import (
	"fmt"
	"io"
	"math"
	"slices"
)

// table has the time of each net and size of batch.
type table struct {
	nets   []net
	sizes  []int
	times  map[cell]float64   // the least, in nanoseconds
	ratios map[cell][]float64 // the base's, as multiples
}

type cell struct{ net, size int }

// round measures all cells once.
func (t *table) round(sides []*side) error {
	if t.times == nil {
		t.times, t.ratios = map[cell]float64{}, map[cell][]float64{}
	}
	for i, n := range t.nets {
		for j, rows := range t.sizes {
			var took [2]float64
			for k, s := range sides {
				var err error
				if took[k], err = s.ask(n, rows); err != nil {
					return err
				}
			}
			at := cell{i, j}
			if least, ok := t.times[at]; !ok || took[0] < least {
				t.times[at] = took[0]
			}
			if len(sides) > 1 {
				t.ratios[at] = append(t.ratios[at], took[1]/took[0])
			}
		}
	}
	return nil
}

// each is the picoseconds of a multiply-add.
func (t *table) each(c cell) float64 {
	return 1000 * t.times[c] / float64(t.nets[c.net].multiplyAdds()*t.sizes[c.size])
}

func (t *table) print(w io.Writer) {
	fmt.Fprintf(w, "%-14s", "ps")
	for _, n := range t.sizes {
		fmt.Fprintf(w, "%7d", n)
		if len(t.ratios) > 0 {
			fmt.Fprint(w, "      ")
		}
	}
	for i, n := range t.nets {
		fmt.Fprintf(w, "\n%-14s", n.text)
		for j := range t.sizes {
			fmt.Fprintf(w, "%7.1f", t.each(cell{i, j}))
			if r := t.ratios[cell{i, j}]; len(r) > 0 {
				slices.Sort(r)
				fmt.Fprintf(w, " %5.2f", r[len(r)/2])
			}
		}
	}
	fmt.Fprintln(w)
	t.cliffs(w)
	t.batches(w)
}

// limit is how much dearer than its neighbour's a multiply-add may be.
const limit = 1.5

// cliffs names the cells dearer than the neighbour, in width or in batch.
func (t *table) cliffs(w io.Writer) {
	var list []string
	total := 0
	compare := func(a, b cell, what string) {
		total++
		if ratio := t.each(a) / t.each(b); ratio > limit {
			list = append(list, fmt.Sprintf("%s by %d: %.2f of %s", t.nets[a.net].text, t.sizes[a.size], ratio, what))
		}
	}
	for i, n := range t.nets {
		for j := range t.sizes {
			if j > 0 {
				compare(cell{i, j}, cell{i, j - 1}, fmt.Sprint("by ", t.sizes[j-1]))
				compare(cell{i, j - 1}, cell{i, j}, fmt.Sprint("by ", t.sizes[j]))
			}
			if i > 0 && n.follows(t.nets[i-1]) {
				compare(cell{i, j}, cell{i - 1, j}, t.nets[i-1].text)
				compare(cell{i - 1, j}, cell{i, j}, n.text)
			}
		}
	}
	fmt.Fprintf(w, "\n%d of %d neighbours are dearer by more than %v:\n", len(list), total, limit)
	for _, line := range list {
		fmt.Fprintln(w, " ", line)
	}
}

// slack is what two measurements of the same may differ.
const slack = 1.05

// batches names the batches that take longer than a larger one, or than row by row.
func (t *table) batches(w io.Writer) {
	var list []string
	for i, n := range t.nets {
		one, larger := math.Inf(1), math.Inf(1)
		if t.sizes[0] == 1 {
			one = t.times[cell{i, 0}]
		}
		for j := len(t.sizes) - 1; j >= 0; j-- {
			took, rows := t.times[cell{i, j}], float64(t.sizes[j])
			if took > slack*larger {
				list = append(list, fmt.Sprintf("%s by %v: %.2f of a larger batch", n.text, rows, took/larger))
			}
			if took > slack*rows*one {
				list = append(list, fmt.Sprintf("%s by %v: %.2f of row by row", n.text, rows, took/rows/one))
			}
			larger = min(larger, took)
		}
	}
	fmt.Fprintf(w, "\n%d batches take longer than a larger one, or than row by row:\n", len(list))
	for _, line := range list {
		fmt.Fprintln(w, " ", line)
	}
}
