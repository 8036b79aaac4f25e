package inspect

import (
	"strings"
	"unicode"
)

// clean makes free text of a spec safe on one line: nothing in it moves the cursor or ends the line.
func clean(text string) string {
	printable := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(printable), " ")
}

// leftOut stands for what shown does not show.
const leftOut = -1

// shown picks what is shown of n things in a row: all where there is room for first + 1 + last of them, else the first
// ones, leftOut and the last ones.
func shown(n, first, last int) []int {
	var list []int
	for i := range n {
		switch {
		case n <= first+1+last || i < first || i >= n-last:
			list = append(list, i)
		case i == first:
			list = append(list, leftOut)
		}
	}
	return list
}
