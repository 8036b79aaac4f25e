package train

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// problemError is the sentence for a problem with a row, with its place.
func (l *layout[E]) problemError(b *csv.Block, p csv.Problem) error {
	if p.Kind >= csv.QuoteInside {
		return b.Error(p)
	}
	return b.Errorf(p.At, "%s", l.sentence(p))
}

// sentence says what is wrong with a field, and what to do.
func (l *layout[E]) sentence(p csv.Problem) string {
	column, text := l.name(p.Column), quote(p.Text)
	head := l.head(p.Entry)
	class := head != nil && head.hasClasses()
	if e := l.entry(p.Entry); e != nil && p.Fault() != parse.NoNumber && p.Fault() != parse.OutOfRange && p.Fault() != parse.TooSmall {
		return l.entrySentence(e, p)
	}
	switch {
	case p.Fault() == parse.Missing && p.Text == "":
		return fmt.Sprintf("column %s is empty here; fill in a number or remove the row", column)
	case p.Fault() == parse.Missing:
		return fmt.Sprintf("%s in column %s says that the value is missing; fill in a number or remove the row", text, column)
	case class && len(head.Labels) > 0:
		return fmt.Sprintf("%s in column %s is no label%s", text, column, suggest(p.Text, "the labels are", head.Labels))
	case class:
		return fmt.Sprintf("%s in column %s is no class; the classes are the integers 0 to %d%s", text, column, len(head.classTexts())-1, codesHint(head.Job, p.Column, p.Text))
	case p.Fault() == parse.Unlisted:
		return fmt.Sprintf("%s in column %s must be 0 or 1", text, column)
	case p.Fault() == outOfWeights:
		return fmt.Sprintf("%s in column %s is no weight; a weight is a number from 0 on", text, column)
	case p.Fault() == parse.TooSmall:
		return fmt.Sprintf("%s in column %s is not greater than -1, so that it has no log1p", text, column)
	case p.Fault() == parse.OutOfRange:
		return fmt.Sprintf("%s in column %s is beyond the range of float%d", text, column, bitSize[E]())
	}
	return fmt.Sprintf("%s in column %s is not a %s", text, column, noNumber(p.Text, l.decimal))
}

// name is what messages call a column: its header, or its number where that is empty.
func (l *layout[E]) name(column int) string {
	if l.header[column] == "" {
		return quote(fmt.Sprintf("column_%d", column+1))
	}
	return quote(l.header[column])
}

// noNumber ends a sentence about a text that is no number: with what is wrong, where that is plain.
func noNumber(text string, decimal byte) string {
	bare := strings.Trim(text, "+-")
	begin, end := strings.IndexAny(text, "0123456789"), strings.LastIndexAny(text, "0123456789")
	_, err := strconv.ParseFloat(text, 64)
	if begin < 0 {
		if err == nil && bare != "" {
			return "finite number; fill in a number or remove the row"
		}
		return "number; write numbers like 3.5 or -2e3, without units"
	}
	number, point := text[begin:end+1], string(decimal)
	before, after := strings.TrimSpace(strings.TrimLeft(text[:begin], "+-.")), strings.TrimSpace(text[end+1:])
	_, whole := parse.Scan(number, 0, decimal)
	bareNumber, groups := ungrouped(number, decimal)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign = "-"
	}
	switch {
	case whole == len(number) && after == "%":
		return fmt.Sprintf("number: it has a %% sign; write %s, or its hundredth, the same way in every row", number)
	case whole == len(number) && before == "" && after != "":
		return fmt.Sprintf("number: it has %s behind it; write %s and keep the unit for the spec", quote(after), number)
	case whole == len(number) && after == "" && isSign(before):
		return fmt.Sprintf("number: it has %s before it; write %s", quote(before), number)
	case groups == "," && before == "" && after == "":
		return fmt.Sprintf(`number: it has a comma; write %s where that groups thousands, and decimal: "," under data in the spec where it stands before decimals`,
			sign+bareNumber)
	case groups != "" && (before == "" || isSign(before)):
		return fmt.Sprintf("number: it has %s between its digits; write %s", groupName(groups), sign+bareNumber)
	case decimal == '.' && isNumber(strings.Replace(text, ",", ".", 1)):
		return fmt.Sprintf(`number: it has a comma; write decimal: "," under data in the spec, or %s`, strings.Replace(text, ",", ".", 1))
	case decimal == ',' && isNumber(text):
		return `number: it has a point, but data.decimal says that a comma stands before decimals`
	}
	return fmt.Sprintf("number; write numbers like 3%s5 or -2e3, without units", point)
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

func isNumber(text string) bool {
	_, end := parse.Scan(text, 0, '.')
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

// quote quotes a text of the file, shortened to what a message can bear.
func quote(text string) string {
	const most = 60
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return strconv.Quote(text)
}
