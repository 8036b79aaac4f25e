package nn

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/nngen/nngen/runtime/internal/parse"
)

// ReadRow reads an object of JSON, with a member for each column; read gets the value of each of them, whether it is there or
// not. A member that is no column, one that stands there twice, and arrays and objects in it are errors.
func ReadRow(data []byte, columns []Column, read func(column int, v Value) error) error {
	s := &scanner{src: string(data), what: "the JSON"}
	values := make([]Value, len(columns))
	likely := 0
	err := s.object(func(key string) error {
		i, err := findColumn(columns, key, likely)
		if err != nil {
			return err
		}
		likely = i + 1
		values[i], err = s.value(&columns[i])
		return err
	})
	if err != nil {
		return err
	}
	if s.skipSpace(); s.pos < len(s.src) {
		return s.fail("nothing should follow the object")
	}
	for i, v := range values {
		if err := read(i, v); err != nil {
			return err
		}
	}
	return nil
}

// value reads null, true, false, a string or a number.
func (s *scanner) value(c *Column) (Value, error) {
	s.skipSpace()
	rest := s.src[s.pos:]
	for _, w := range [...]struct {
		word string
		kind valueKind
	}{{"null", isNull}, {"true", isTrue}, {"false", isFalse}} {
		if strings.HasPrefix(rest, w.word) {
			s.pos += len(w.word)
			return Value{w.kind, w.word}, nil
		}
	}
	switch {
	case strings.HasPrefix(rest, `"`):
		text, err := s.string()
		return Value{isString, parse.Trim(text)}, err
	case strings.HasPrefix(rest, "{") || strings.HasPrefix(rest, "["):
		return Value{}, c.fail("it is an array or an object, but should be a single value")
	}
	n := jsonNumber(rest)
	if n == 0 {
		return Value{}, s.fail("a value should stand here")
	}
	s.pos += n
	return Value{isNumber, rest[:n]}, nil
}

// jsonNumber is the length of the number that a text begins with, 0 if there is none.
func jsonNumber(text string) int {
	digits := func(i int) int {
		for i < len(text) && '0' <= text[i] && text[i] <= '9' {
			i++
		}
		return i
	}
	at := 0
	if strings.HasPrefix(text, "-") {
		at = 1
	}
	end := digits(at)
	if end == at || end > at+1 && text[at] == '0' {
		return 0
	}
	if end < len(text) && text[end] == '.' {
		if after := digits(end + 1); after > end+1 {
			end = after
		} else {
			return 0
		}
	}
	if end < len(text) && text[end]|0x20 == 'e' {
		sign := end + 1
		if sign < len(text) && (text[sign] == '+' || text[sign] == '-') {
			sign++
		}
		after := digits(sign)
		if after == sign {
			return 0
		}
		end = after
	}
	return end
}

// RowWriter writes an object of JSON, member by member. The zero value is ready.
type RowWriter struct {
	text []byte
	err  error
}

// Bytes ends the object.
func (w *RowWriter) Bytes() ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	return append(w.text, '}'), nil
}

// member begins a member.
func (w *RowWriter) member(c *Column) {
	sep := byte(',')
	if len(w.text) == 0 {
		sep = '{'
	}
	w.text = append(appendJSON(append(w.text, sep), c.Name), ':')
}

func (w *RowWriter) null() { w.text = append(w.text, "null"...) }

// refuse keeps the first error.
func (w *RowWriter) refuse(err error) {
	if w.err == nil {
		w.err = err
	}
}

// WriteNumber writes a number, which must be finite.
func WriteNumber[T Float](w *RowWriter, c *Column, v T) {
	if x := float64(v); math.IsNaN(x) || math.IsInf(x, 0) {
		w.refuse(c.fail("the number is not finite"))
	}
	bits := 64
	if parse.Is32[T]() {
		bits = 32
	}
	w.member(c)
	w.text = strconv.AppendFloat(w.text, float64(v), 'g', -1, bits)
}

// WriteOptional writes a number that may be missing.
func WriteOptional[T Float](w *RowWriter, c *Column, v *T) {
	if v != nil {
		WriteNumber(w, c, *v)
		return
	}
	w.member(c)
	w.null()
}

// WriteValue writes a category or an ordinal.
func WriteValue[V Whole](w *RowWriter, c *Column, v V) {
	w.member(c)
	if v == 0 && c.Optional {
		w.null()
		return
	}
	text, err := MarshalValue(c, v)
	if err == nil && v == 0 {
		err = c.noValue()
	}
	w.refuse(err)
	w.text = appendJSON(w.text, string(text))
}

// WriteBool writes true or false.
func WriteBool(w *RowWriter, c *Column, v bool) {
	w.member(c)
	w.text = strconv.AppendBool(w.text, v)
}

// WriteOptionalBool writes true, false or null.
func WriteOptionalBool(w *RowWriter, c *Column, v *bool) {
	if v != nil {
		WriteBool(w, c, *v)
		return
	}
	w.member(c)
	w.null()
}

// WriteTime writes a date: in the layout of the column where that says all of it, else as RFC 3339 has it.
func WriteTime(w *RowWriter, c *Column, t time.Time) {
	if t.IsZero() {
		w.refuse(c.noValue())
	}
	text := t.Format(c.Layout)
	back, fault := parse.Date(text, c.Layout)
	_, zone := t.Zone()
	if _, same := back.Zone(); fault != parse.OK || !back.Equal(t) || zone != same {
		text = t.Format(time.RFC3339Nano)
	}
	w.member(c)
	w.text = appendJSON(w.text, text)
}

// WriteOptionalTime writes a date or null.
func WriteOptionalTime(w *RowWriter, c *Column, t *time.Time) {
	if t != nil {
		WriteTime(w, c, *t)
		return
	}
	w.member(c)
	w.null()
}

// ValueString is what a value of a category or an ordinal is called.
func ValueString[V Whole](c *Column, v V) string {
	switch n := len(c.Values); {
	case v == 0:
		return "missing"
	case int(v) <= n:
		return c.Values[v-1]
	case int(v) == n+1:
		return "unknown"
	}
	return "value " + strconv.Itoa(int(v))
}

// MarshalValue is a text that ParseValue reads as the value.
func MarshalValue[V Whole](c *Column, v V) ([]byte, error) {
	switch n := len(c.Values); {
	case v == 0:
		for _, text := range c.missing() {
			if c.values().Index(text) < 0 {
				return []byte(text), nil
			}
		}
		return nil, c.fail("no text says that there is no value")
	case int(v) <= n:
		return []byte(c.Values[v-1]), nil
	case int(v) == n+1 && c.Unknown:
		text := "unknown"
		for c.values().Index(text) >= 0 || parse.IsMissing(text, c.missing()) {
			text += "?"
		}
		return []byte(text), nil
	}
	return nil, c.fail("the value is unknown, and no text is read as such")
}

// ParseValue reads a text as a CSV has it.
func ParseValue[V Whole](c *Column, text string) (v V, err error) {
	err = ReadValue(c, Text(text), &v)
	return v, err
}
