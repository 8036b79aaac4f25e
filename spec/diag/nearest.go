package diag

import (
	"strings"

	"github.com/nngen/nngen/internal/words"
)

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
		if d := words.Distance(w, r); d <= allowed {
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
