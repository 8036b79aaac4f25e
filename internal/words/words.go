// Package words has what messages and tables of all packages share about words.
package words

import "fmt"

// Count is "1 unit" or "8 units".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
