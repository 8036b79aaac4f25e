package train

import "unicode"

// alike is the name that looks like the word, but is written with other characters: a letter with an accent is one
// character, or a letter and a combining accent. "" if there is none.
func alike(word string, names []string) string {
	for _, name := range names {
		if name != word && (looksLike([]rune(word), []rune(name)) || looksLike([]rune(name), []rune(word))) {
			return name
		}
	}
	return ""
}

// looksLike tells whether whole differs from apart only in letters whose accents stand apart there. It does not know which
// letter and accents make which character, but what a person would see is told well enough by all else being equal.
func looksLike(apart, whole []rune) bool {
	for len(apart) > 0 && len(whole) > 0 {
		accents := 0
		for 1+accents < len(apart) && unicode.Is(unicode.Mn, apart[1+accents]) {
			accents++
		}
		one := accents > 0 && whole[0] > unicode.MaxASCII && unicode.IsLetter(whole[0])
		if !one && whole[0] != apart[0] {
			return false
		}
		if !one {
			accents = 0
		}
		apart, whole = apart[1+accents:], whole[1:]
	}
	return len(apart) == 0 && len(whole) == 0
}
