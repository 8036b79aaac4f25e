package train

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/words"
)

// listed is at most this many names of a list in a message.
const listed = 20

// suggest ends a message about a word that is none of the names: with the
// nearest one, if any is near, and with the list of them.
func suggest(word, what string, names []string) string {
	text := ""
	if name := alike(word, names); name != "" {
		text = fmt.Sprintf("; %s looks the same, but is written with other characters: save both as NFC", strconv.QuoteToASCII(name))
	} else if name := nearest(word, names); name != "" {
		text = fmt.Sprintf("; did you mean %q?", name)
	}
	more := ""
	if len(names) > listed {
		more = fmt.Sprintf(" and %d more", len(names)-listed)
		names = names[:listed]
	}
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = plain(name)
	}
	return fmt.Sprintf("%s (%s: %s%s)", text, what, strings.Join(list, ", "), more)
}

// plain is the name as it is, or in quotes where it would be misread.
func plain(name string) string {
	quoted := quote(name)
	if quoted != `"`+name+`"` || name == "" || strings.Contains(name, ",") {
		return quoted
	}
	return name
}

// nearest is the name with the smallest edit distance to word, letter case
// aside; "" if that is more than a third of its length, or if word is too long
// to be a misspelt name.
func nearest(word string, names []string) string {
	if len(word) > 100 {
		return ""
	}
	best, bound := "", len(word)/3+1
	for _, name := range names {
		if d := words.Distance([]rune(strings.ToLower(word)), []rune(strings.ToLower(name))); d < bound {
			best, bound = name, d
		}
	}
	return best
}
