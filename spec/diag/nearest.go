package diag

import "strings"

// Nearest returns the candidate that word was most likely meant to be, or ""
// when none is near: one edit for words of three to five characters, two for
// longer ones. Two are also allowed where both have the same first letter and
// at least four characters, one of them five: alfa may be alpha. An edit
// inserts, drops or replaces a character, or swaps two neighbours; case does
// not count. Of equally near candidates the first is returned.
func Nearest(word string, candidates []string) string {
	w := []rune(strings.ToLower(word))
	best, bestDist := "", 3
	for _, c := range candidates {
		r := []rune(strings.ToLower(c))
		allowed := min(allowedEdits(w, r), bestDist-1)
		if abs(len(r)-len(w)) > allowed {
			continue
		}
		if d := editDistance(w, r); d <= allowed {
			best, bestDist = c, d
		}
	}
	return best
}

func allowedEdits(w, candidate []rune) int {
	short, long := min(len(w), len(candidate)), max(len(w), len(candidate))
	if len(w) > 5 || short >= 4 && long >= 5 && w[0] == candidate[0] {
		return 2
	}
	return min(1, len(w)/3)
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
