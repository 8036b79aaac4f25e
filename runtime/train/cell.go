package train

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// cells turns the text of fields into numbers of type E.
type cells[E Float] struct {
	t    *table
	bits int
}

func newCells[E Float](t *table) cells[E] {
	return cells[E]{t, bitSize[E]()}
}

// bitSize is the size of E as strconv counts it.
func bitSize[E Float]() int {
	if _, ok := any(E(0)).(float32); ok {
		return 32
	}
	return 64
}

// number reads a finite decimal number.
func (c cells[E]) number(field int) (E, error) {
	text := strings.TrimSpace(c.t.record[field])
	v, err := strconv.ParseFloat(text, c.bits)
	if err != nil || !isDecimal(text) {
		return 0, c.numberError(field, text, err)
	}
	return E(v), nil
}

// isDecimal refuses what else ParseFloat reads: hexadecimal numbers, infinity
// and NaN.
func isDecimal(text string) bool {
	for i := range len(text) {
		switch b := text[i]; {
		case '0' <= b && b <= '9', b == '.', b == '-', b == '+', b == 'e', b == 'E':
		default:
			return false
		}
	}
	return true
}

func (c cells[E]) numberError(field int, text string, err error) error {
	column := quote(c.t.header[field])
	switch _, numeric := strconv.ParseFloat(text, 64); {
	case text == "":
		return c.t.errorf(field, "column %s is empty here; fill in a number or remove the row", column)
	case errors.Is(err, strconv.ErrRange):
		return c.t.errorf(field, "%s in column %s is beyond the range of float%d", quote(text), column, c.bits)
	case numeric == nil && strings.ContainsAny(text, "nN"):
		return c.t.errorf(field, "%s in column %s is not a finite number; fill in a number or remove the row", quote(text), column)
	}
	return c.t.errorf(field, "%s in column %s is not a number; write numbers like 3.5 or -2e3, without units", quote(text), column)
}

// zeroOrOne reads a target of a multilabel task.
func (c cells[E]) zeroOrOne(field int) (E, error) {
	v, err := c.number(field)
	if err != nil {
		return 0, err
	}
	if v != 0 && v != 1 {
		return 0, c.t.errorf(field, "%s in column %s must be 0 or 1", quote(strings.TrimSpace(c.t.record[field])), quote(c.t.header[field]))
	}
	return v, nil
}

// class reads a class and returns its index. index maps the texts of the
// classes, which are labels or, if labels is empty, numbers below len(index).
func (c cells[E]) class(field int, index map[string]int, labels []string) (E, error) {
	text := strings.TrimSpace(c.t.record[field])
	if i, ok := index[text]; ok {
		return E(i), nil
	}
	column := quote(c.t.header[field])
	switch {
	case text == "":
		return 0, c.t.errorf(field, "column %s is empty here; fill in the class or remove the row", column)
	case len(labels) > 0:
		return 0, c.t.errorf(field, "%s in column %s is no label%s", quote(text), column, suggest(text, "the labels are", labels))
	}
	// Tools that know only floating point write class 2 as 2.0.
	v, err := strconv.ParseFloat(text, 64)
	if err == nil && isDecimal(text) && 0 <= v && v < float64(len(index)) && v == math.Trunc(v) {
		return E(v), nil
	}
	return 0, c.t.errorf(field, "%s in column %s is no class; the classes are the integers 0 to %d", quote(text), column, len(index)-1)
}

// quote quotes a text of the file, shortened to what a message can bear.
func quote(text string) string {
	const most = 60
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return strconv.Quote(text)
}
