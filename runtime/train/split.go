package train

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/internal/words"
)

// splitStream keeps the random numbers of the split apart from those of the
// epochs, which use the epoch as the stream.
const splitStream = 1 << 63

// parts are the rows of each part, in file order.
type parts struct {
	train, validation, test []int
}

// split divides n rows at random into parts of the sizes asked for, rounded
// to whole rows. Where class is not nil, each class is spread over the parts
// as evenly as whole rows allow.
func split(job *Job, n int, class func(row int) int) (parts, error) {
	validation := int(math.Round(job.Validation * float64(n)))
	test := int(math.Round(job.Test * float64(n)))
	if err := checkSizes(job, n, validation, test); err != nil {
		return parts{}, err
	}
	order := rand.New(rand.NewPCG(job.SplitSeed, splitStream)).Perm(n)
	groups := [][]int{order}
	if class != nil {
		groups = groupBy(order, class)
	}
	var p parts
	p.test = take(groups, test)
	p.validation = take(groups, validation)
	p.train = slices.Concat(groups...)
	for _, rows := range [][]int{p.train, p.validation, p.test} {
		slices.Sort(rows)
	}
	return p, nil
}

func checkSizes(job *Job, n, validation, test int) error {
	for _, part := range []struct {
		name     string
		fraction float64
		rows     int
	}{
		{"validation", job.Validation, validation},
		{"test", job.Test, test},
		{"training", 1 - job.Validation - job.Test, n - validation - test},
	} {
		if part.fraction > 0 && part.rows < 1 {
			return fmt.Errorf("%s: with %s, the %s part (%.3g of them) would be empty; add rows or change the split",
				job.dataPlace(), words.Count(n, "row"), part.name, part.fraction)
		}
	}
	return nil
}

// groupBy puts the rows of each class together, classes in ascending order.
func groupBy(rows []int, class func(row int) int) [][]int {
	var groups [][]int
	for _, row := range rows {
		c := class(row)
		for len(groups) <= c {
			groups = append(groups, nil)
		}
		groups[c] = append(groups[c], row)
	}
	return groups
}

// take removes n rows from the groups and returns them: from each in
// proportion to its size, the rows left over by rounding down from those with
// the largest remainders.
func take(groups [][]int, n int) []int {
	total := 0
	for _, g := range groups {
		total += len(g)
	}
	quota := make([]int, len(groups))
	byRemainder := make([]int, len(groups))
	left := n
	for i, g := range groups {
		quota[i] = n * len(g) / total
		left -= quota[i]
		byRemainder[i] = i
	}
	slices.SortStableFunc(byRemainder, func(i, j int) int {
		return cmp.Compare(n*len(groups[j])%total, n*len(groups[i])%total)
	})
	for _, i := range byRemainder[:left] {
		quota[i]++
	}
	var taken []int
	for i, g := range groups {
		taken = append(taken, g[:quota[i]]...)
		groups[i] = g[quota[i]:]
	}
	return taken
}
