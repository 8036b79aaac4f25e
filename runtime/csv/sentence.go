package csv

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/nngen/nngen/runtime/internal/parse"
)

// NoNumber ends a sentence about a text that is no number, which says "it is not a": with what is wrong and what to write behind
// a colon, where that is plain.
func NoNumber(text string, decimal byte) string {
	begin, end := strings.IndexAny(text, "0123456789"), strings.LastIndexAny(text, "0123456789")
	_, err := strconv.ParseFloat(text, 64)
	if begin < 0 {
		if err == nil && strings.Trim(text, "+-") != "" {
			return "finite number; fill in a number or remove the row"
		}
		return "number; write numbers like 3.5 or -2e3, without units"
	}
	if begin > 0 && text[begin-1] == decimal {
		begin--
	}
	number := text[begin : end+1]
	before, after := strings.TrimSpace(text[:begin]), strings.TrimSpace(text[end+1:])
	sign := ""
	switch {
	case strings.HasPrefix(before, "(") && strings.HasSuffix(after, ")"):
		sign, before, after = "-", strings.TrimSpace(before[1:]), strings.TrimSpace(after[:len(after)-1])
		if before == "" && after == "" {
			if bare, _ := ungrouped(number, decimal); isNumberWith(bare, decimal) {
				return fmt.Sprintf("number: it stands in brackets, as amounts below 0 do; write -%s", bare)
			}
		}
	case strings.ContainsAny(before, "-\u2212") || after == "-":
		sign = "-"
	}
	before, after = strings.Trim(before, "+-.\u2212 "), strings.TrimLeft(after, "-")
	if plain := dressed(number, sign, before, after, decimal); plain != "" {
		return "number: " + plain
	}
	switch {
	case decimal == '.' && isNumberWith(text, ','):
		return fmt.Sprintf(`number: it has a comma; write decimal: "," under data in the spec, or %s`, strings.Replace(text, ",", ".", 1))
	case decimal == ',' && isNumberWith(text, '.'):
		return `number: it has a point, but data.decimal says that a comma stands before decimals`
	}
	return fmt.Sprintf("number; write numbers like 3%c5 or -2e3, without units", decimal)
}

// dressed says what a number has around it or between its digits, and what to write, or nothing.
func dressed(number, sign, before, after string, decimal byte) string {
	bare, groups := ungrouped(number, decimal)
	whole := isNumberWith(number, decimal)
	switch {
	case whole && before == "" && after == "%":
		return fmt.Sprintf("it has a %% sign; write %s, or its hundredth, the same way in every row", sign+number)
	case whole && before == "" && after == "" && sign != "":
		return fmt.Sprintf("its sign is not a hyphen before it; write %s", sign+number)
	case whole && before == "" && after != "":
		return fmt.Sprintf("it has %s behind it; write %s and keep the unit for the spec", Quote(after), sign+number)
	case whole && after == "" && isSign(before):
		return fmt.Sprintf("it has %s before it; write %s", Quote(before), sign+number)
	case groups == "," && before == "" && after == "":
		return fmt.Sprintf(`it has a comma; write %s where that groups thousands, and decimal: "," under data in the spec where it stands before decimals`,
			sign+bare)
	case groups != "" && (before == "" || isSign(before)):
		return fmt.Sprintf("it has %s between its digits; write %s", groupName(groups), sign+bare)
	}
	return ""
}

// ungrouped is a number without what groups its thousands, which is returned, too: a comma or a point, a blank or an
// apostrophe. It is "" where nothing does.
func ungrouped(number string, decimal byte) (bare, groups string) {
	for _, mark := range []string{",", ".", " ", "\u00a0", "\u202f", "'", "’", "_"} {
		if mark != string(decimal) && isGrouped(number, mark, decimal) {
			return strings.ReplaceAll(number, mark, ""), mark
		}
	}
	return number, ""
}

// groupName is what a sentence calls a mark between digits.
func groupName(mark string) string {
	switch mark {
	case ",":
		return "a comma"
	case ".":
		return "a point"
	case "_":
		return "an underscore"
	case "'", "’":
		return "an apostrophe"
	}
	return "a blank"
}

// isSign tells whether what stands before a number is a sign like that of a currency, and no part of a word.
func isSign(before string) bool {
	return before != "" && strings.IndexFunc(before, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

func isNumberWith(text string, decimal byte) bool {
	_, end := parse.Scan(text, 0, decimal)
	return end > 0 && end == len(text)
}

// isGrouped recognizes thousands that a mark groups: 1,234 and 1,234,567.5.
func isGrouped(text, mark string, decimal byte) bool {
	groups := strings.Split(text, mark)
	last, fraction, _ := strings.Cut(groups[len(groups)-1], string(decimal))
	groups[len(groups)-1] = last
	for i, g := range groups {
		if len(g) != 3 && (i > 0 || len(g) == 0 || len(g) > 3) || strings.Trim(g, "0123456789") != "" {
			return false
		}
	}
	return len(groups) > 1 && strings.Trim(fraction, "0123456789") == ""
}

// Quote quotes a text of the file, shortened to what a message can bear.
func Quote(text string) string {
	const most = 60
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return strconv.Quote(text)
}
