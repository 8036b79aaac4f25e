package csv

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"testing"
)

// table is a CSV of n rows of 30 numbers, with all the digits of a float32 or of a float64.
func table(n, bits int) []byte {
	r := rand.New(rand.NewPCG(1, 1))
	var b []byte
	for c := range 30 {
		b = append(b, "x"...)
		b = append(strconv.AppendInt(b, int64(c), 10), ',')
	}
	b[len(b)-1] = '\n'
	for range n {
		for range 30 {
			b = append(strconv.AppendFloat(b, r.NormFloat64(), 'g', -1, bits), ',')
		}
		b[len(b)-1] = '\n'
	}
	return b
}

func benchmark[E float32 | float64](b *testing.B, bits int) {
	text := table(20_000, bits)
	var entries []Entry[E]
	for c := range 30 {
		entries = append(entries, Entry[E]{Column: c})
	}
	plan := NewPlan(30, entries)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r, err := NewReader("x.csv", bytes.NewReader(text), Options{})
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		err = Each(r, func(block *Block) int {
			n := 0
			if err := plan.Rows(block, func(row []E, problems []Problem) error { n++; return nil }); err != nil {
				b.Error(err)
			}
			return n
		}, func(n int) error { rows += n; return nil })
		if err != nil || rows != 20_000 {
			b.Fatal(rows, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/20_000/30, "ns/number")
}

func BenchmarkFloat32(b *testing.B)     { benchmark[float32](b, 32) }
func BenchmarkFloat64(b *testing.B)     { benchmark[float64](b, 64) }
func BenchmarkLongFloat32(b *testing.B) { benchmark[float32](b, 64) }
