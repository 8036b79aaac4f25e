//go:build ignore

// Command make writes the data sets of the examples that are made from formulas or from other files:
//
//	cd examples/data && go run make.go
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
)

func main() {
	cubic()
	digitTraits()
}

// cubic writes y = x³ − 2x + 1 on 401 points of [-2, 2].
func cubic() {
	var s strings.Builder
	s.WriteString("x,y\n")
	for i := -200; i <= 200; i++ {
		x := float64(i) / 100
		fmt.Fprintf(&s, "%g,%.6f\n", x, x*x*x-2*x+1)
	}
	write("cubic.csv", s.String())
}

// digitTraits writes what is true of the digit in each image of digits.csv.
func digitTraits() {
	f, err := os.Open("digits.csv")
	check(err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	check(err)
	var s strings.Builder
	last := len(rows[0]) - 1
	fmt.Fprintf(&s, "%s,even,prime,above_four,has_loop\n", strings.Join(rows[0][:last], ","))
	for _, row := range rows[1:] {
		digit, err := strconv.Atoi(row[last])
		check(err)
		fmt.Fprintf(&s, "%s,%d,%d,%d,%d\n", strings.Join(row[:last], ","),
			is(digit%2 == 0), is(strings.ContainsRune("2357", rune('0'+digit))), is(digit > 4), is(strings.ContainsRune("0689", rune('0'+digit))))
	}
	write("digit_traits.csv", s.String())
}

func is(b bool) int {
	if b {
		return 1
	}
	return 0
}

func write(name, text string) { check(os.WriteFile(name, []byte(text), 0o644)) }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
