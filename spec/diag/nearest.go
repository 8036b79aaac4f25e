package diag

import "strings"

// Nearest returns the candidate that word was most likely meant to be, or ""
// when none is near: one edit for words of up to five characters, two for
// longer ones, and never more than a third of the word. An edit inserts, drops
// or replaces a character, or swaps two neighbours; case does not count. Of
// equally near candidates the first is returned.
func Nearest(word string, candidates []string) string {
	w := []rune(strings.ToLower(word))
	best, bestDist := "", allowedEdits(len(w))+1
	for _, c := range candidates {
		r := []rune(strings.ToLower(c))
		if abs(len(r)-len(w)) >= bestDist {
			continue
		}
		if d := editDistance(w, r); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

func allowedEdits(length int) int {
	if length <= 5 {
		return min(1, length/3)
	}
	return 2
}

func abs(n int) int { return max(n, -n) }

// editDistance is the optimal string alignment distance: Levenshtein's with
// swaps of neighbours. Three rows of its table are enough.
func editDistance(a, b []rune) int {
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
