package inspect

import (
	"strings"
	"unicode"
)

// textWidth estimates the width of text in pixels. Fonts differ from machine to machine, so it is that of a wide one.
func textWidth(text string, size int) int {
	hundredths := 0
	for _, r := range text {
		hundredths += runeWidth(r)
	}
	return (hundredths*size + 99) / 100
}

// runeWidth estimates the width of a character of a sans-serif font, in hundredths of the size of the font.
func runeWidth(r rune) int {
	const firstWide = 0x2E80 // the scripts of East Asia and most symbols follow
	switch {
	case r >= firstWide || strings.ContainsRune("mwMW—…", r):
		return 100
	case strings.ContainsRune("fijlrt.,:;|!'() ", r):
		return 42
	case unicode.IsUpper(r):
		return 75
	}
	return 62
}

// shorten cuts text that is wider than it may be, and says so with an ellipsis.
func shorten(text string, size, width int) string {
	if textWidth(text, size) <= width {
		return text
	}
	used := runeWidth('…')
	for i, r := range text {
		if used += runeWidth(r); used*size > width*100 {
			return strings.TrimSpace(text[:i]) + "…"
		}
	}
	return text
}

// wrap breaks text into lines, at most as many as given; the last one is shortened.
func wrap(text string, size, width, lines int) []string {
	var list []string
	words := strings.Fields(text)
	for len(words) > 0 {
		n := 1
		for n < len(words) && textWidth(strings.Join(words[:n+1], " "), size) <= width {
			n++
		}
		if len(list) == lines-1 {
			n = len(words)
		}
		list = append(list, shorten(strings.Join(words[:n], " "), size, width))
		words = words[n:]
	}
	return list
}
