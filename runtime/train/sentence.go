package train

import (
	"fmt"

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
	return fmt.Sprintf("%s in column %s is not a %s", text, column, csv.NoNumber(p.Text, l.decimal))
}

// name is what messages call a column: its header, or its number where that is empty.
func (l *layout[E]) name(column int) string {
	if l.header[column] == "" {
		return quote(fmt.Sprintf("column_%d", column+1))
	}
	return quote(l.header[column])
}

// quote quotes a text of the file, shortened to what a message can bear.
func quote(text string) string { return csv.Quote(text) }
