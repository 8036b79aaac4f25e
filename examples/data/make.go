//go:build ignore

// Command make writes the data sets of the examples that are made from formulas or from other files:
//
//	cd examples/data && go run make.go
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
)

func main() {
	cubic()
	digitTraits()
	activity()
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

// motion says how a body moves in an activity: steps in a second, from and to, and how far they shake the three axes, in hundredths of g.
type motion struct {
	name      string
	slow      float64
	fast      float64
	amplitude [3]float64
	second    float64 // the share of the second harmonic, which feet that hit the ground bring about
}

// activity writes what an accelerometer on a body might measure in two seconds, 16 times a second along three axes, in hundredths of g: a
// formula with phases, frequencies, strengths and directions drawn at random, and noise. Nobody wore it.
func activity() {
	const rows, samples, rate = 600, 32, 16
	motions := []motion{
		{"resting", 0.2, 0.4, [3]float64{3, 3, 3}, 0},
		{"cycling", 1, 1.6, [3]float64{25, 12, 8}, 0.1},
		{"walking", 1.5, 2.2, [3]float64{12, 10, 30}, 0.5},
		{"running", 2.3, 3.2, [3]float64{25, 25, 80}, 0.5},
	}
	r := rand.New(rand.NewPCG(1, 2))
	var s strings.Builder
	for _, axis := range []string{"x", "y", "z"} {
		for i := range samples {
			fmt.Fprintf(&s, "%s%d,", axis, i)
		}
	}
	s.WriteString("activity\n")
	for i := range rows {
		m := motions[i%len(motions)]
		frequency, phase, strength := m.slow+(m.fast-m.slow)*r.Float64(), 2*math.Pi*r.Float64(), math.Exp(0.4*r.NormFloat64())
		for axis, amplitude := range m.amplitude {
			gravity := 15 * r.NormFloat64()
			if axis == 2 {
				gravity += 100
			}
			shift, harmonic := phase+0.5*r.NormFloat64(), 2*math.Pi*r.Float64()
			for k := range samples {
				turn := 2 * math.Pi * frequency * float64(k) / rate
				v := gravity + strength*amplitude*(math.Sin(turn+shift)+m.second*math.Sin(2*turn+harmonic)) + 5*r.NormFloat64()
				fmt.Fprintf(&s, "%d,", int(math.Round(v)))
			}
		}
		s.WriteString(m.name + "\n")
	}
	write("activity.csv", s.String())
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
