package profile

import "math"

// Recipe is what training goes by. bench/tables/README.md says what it was chosen by.
type Recipe struct {
	Units      []int // of the hidden layers
	Dropout    float64
	Batch      int
	Epochs     int
	Warmup     int     // epochs
	Validation float64 // share of the rows
	Test       float64
	Patience   int // epochs; 0 where there is no validation part
	Bins       int // of the piecewise encoding of numbers; 0: none
	Year, Span int // the middle of the years of all dates, and what to divide by; 0: no date has a year
}

const (
	manyRows    = 4_000 // from here on a validation part and wider layers
	binsFrom    = 500   // rows
	binsPer     = 8
	mostEncoded = 2_000 // numbers that layer 1 sees, with bins
	manyClasses = 10
	fewSteps    = 1_000 // updates for small tables
)

func newRecipe(p *Plan) Recipe {
	r := Recipe{Units: []int{64, 64}, Dropout: 0.2, Batch: 32, Test: 0.1}
	train := float64(p.Rows) * (1 - r.Test)
	r.Epochs = int(math.Round(min(max(fewSteps*32/train, 10), 50)))
	if p.Rows >= manyRows {
		r.Units, r.Batch, r.Epochs = []int{128, 128}, 64, 15
		r.Validation, r.Patience = 0.1, 5
		if len(p.Target.Labels) > manyClasses {
			r.Units, r.Epochs = []int{256, 256}, 30
		}
	}
	r.Warmup = max(1, int(math.Round(0.05*float64(r.Epochs))))
	numbers, encoded := 0, 0
	for _, in := range p.Inputs {
		switch in.Type {
		case "number":
			numbers++
		case "category":
			encoded += len(in.Values) + 2
		case "date":
			encoded += 2 * len(in.Parts)
		}
	}
	r.Year, r.Span = years(p.Inputs)
	if p.Rows >= binsFrom && numbers*(2+binsPer)+encoded <= mostEncoded {
		r.Bins = binsPer
	}
	return r
}

// years are the middle of the years that the dates have, and a third of their range: years are not normalized by the spec,
// and this brings them to the size of the other numbers.
func years(inputs []*Input) (middle, span int) {
	first, last := math.MaxInt, math.MinInt
	for _, in := range inputs {
		if in.Type == "date" && in.Parts[0] == "year" {
			p := in.dates.seen[in.Format]
			first, last = min(first, p.firstYear), max(last, p.lastYear)
		}
	}
	if first > last || first <= leastYear {
		return 0, 0
	}
	return first + (last-first)/2, max(1, (last-first+2)/3)
}

// leastYear is what an entry of the encoded row has only where it is a year: numbers are normalized, all others at most 1.
const leastYear = 1_000
