package diag

import "unicode"

// visible returns what is shown for r: a space for a tab, and � for what has
// no picture or would steer the terminal: control characters, line
// separators, changes of the writing direction, invalid bytes.
func visible(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control), r == '\uFEFF':
		return unicode.ReplacementChar
	}
	return r
}

// width returns the terminal columns that r takes: 0 for what combines with
// the character before it, 2 for East Asian wide characters and emoji.
func width(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me), r >= 0x200B && r <= 0x200D:
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide holds the blocks whose characters are two columns wide, after
// EastAsianWidth.txt of Unicode (W and F), rounded to whole blocks.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115F, 1}, // Hangul Jamo
		{0x231A, 0x231B, 1}, // watch, hourglass
		{0x23E9, 0x23EC, 1}, // media buttons
		{0x2E80, 0x303E, 1}, // CJK radicals and punctuation
		{0x3041, 0x33FF, 1}, // Hiragana to CJK compatibility
		{0x3400, 0x4DBF, 1}, // CJK extension A
		{0x4E00, 0xA4CF, 1}, // CJK, Yi
		{0xA960, 0xA97C, 1}, // Hangul Jamo extended A
		{0xAC00, 0xD7A3, 1}, // Hangul syllables
		{0xF900, 0xFAFF, 1}, // CJK compatibility ideographs
		{0xFE30, 0xFE6F, 1}, // CJK compatibility forms
		{0xFF01, 0xFF60, 1}, // full-width forms
		{0xFFE0, 0xFFE6, 1}, // full-width signs
	},
	R32: []unicode.Range32{
		{0x1F300, 0x1F64F, 1}, // pictographs, emoticons
		{0x1F680, 0x1F6FF, 1}, // transport
		{0x1F900, 0x1F9FF, 1}, // supplemental pictographs
		{0x1FA70, 0x1FAFF, 1}, // symbols extended A
		{0x20000, 0x3FFFD, 1}, // CJK extensions B to H
	},
}
