package nn

import (
	"strconv"
	"time"

	"github.com/nngen/nngen/runtime/internal/parse"
)

// Value is what stands for a column in one row: a text of a CSV, or a value of JSON.
type Value struct {
	kind valueKind
	text string
}

type valueKind uint8

const (
	absent valueKind = iota // from an object of JSON
	isNull
	isText // of a CSV
	isString
	isNumber
	isTrue
	isFalse
)

// Text is a value as it stands in a CSV.
func Text(text string) Value { return Value{isText, parse.Trim(text)} }

// FindColumn is the number of the column with a name.
func FindColumn(columns []Column, name string) (int, error) { return findColumn(columns, name, 0) }

// findColumn begins where the column is likely to be: members of JSON mostly stand in the order of the columns.
func findColumn(columns []Column, name string, likely int) (int, error) {
	name = parse.Trim(name)
	for k := range columns {
		if i := (likely + k) % len(columns); parse.Trim(columns[i].Name) == name {
			return i, nil
		}
	}
	return 0, (&Column{Name: name}).fail("there is no such column")
}

// none reports whether there is no value, which is an error where there must be one.
func (c *Column) none(v Value) (none bool, err error) {
	if v.kind != absent && v.kind != isNull {
		return false, nil
	}
	if !c.Optional {
		if v.kind == absent {
			return true, c.fail("it is left out, and the model knows no value to take instead")
		}
		return true, c.noValue()
	}
	return true, nil
}

// fault is an error about a value that was read, or nil.
func (c *Column) fault(v Value, f parse.Fault) error {
	text := strconv.Quote(v.text)
	switch f {
	case parse.OK:
		return nil
	case parse.Missing:
		return c.noValue()
	case parse.OutOfRange:
		return c.fail(text + " is beyond the range of the numbers of the model")
	case parse.Unlisted:
		return c.fail(text + " is none of the values that are listed")
	case parse.NoBool:
		return c.fail(text + " is neither true nor false")
	case parse.NoDate:
		return c.fail(text + " is no date in the format " + strconv.Quote(c.Layout))
	case parse.TooSmall:
		return c.fail(text + " is not greater than -1, so that it has no log1p")
	}
	return c.fail(text + " is not a number")
}

// wrong is the error of a value of JSON that is of another kind than the one wanted.
func (c *Column) wrong(v Value, want string) error {
	is := map[valueKind]string{isString: "a string", isNumber: "a number", isTrue: "true", isFalse: "false"}[v.kind]
	return c.fail("it is " + is + ", but should be " + want)
}

// ReadNumber reads a number.
func ReadNumber[T Float](c *Column, v Value, dst *T) error {
	if none, err := c.none(v); none {
		return err
	}
	point := byte('.')
	switch v.kind {
	case isText:
		if parse.IsMissing(v.text, c.missing()) {
			return c.noValue()
		}
		if c.Decimal != 0 {
			point = c.Decimal
		}
	case isNumber:
	default:
		return c.wrong(v, "a number")
	}
	x, fault := parse.NumberWith[T](v.text, point)
	if fault == parse.OK && c.Above && x <= -1 {
		fault = parse.TooSmall
	}
	if fault == parse.OK {
		*dst = x
	}
	return c.fault(v, fault)
}

// ReadOptional reads a number that may be missing.
func ReadOptional[T Float](c *Column, v Value, dst **T) error {
	*dst = nil
	if none, err := c.none(v); none || v.kind == isText && parse.IsMissing(v.text, c.missing()) {
		return err
	}
	x := new(T)
	if err := ReadNumber(c, v, x); err != nil {
		return err
	}
	*dst = x
	return nil
}

// ReadValue reads a category or an ordinal.
func ReadValue[V Whole](c *Column, v Value, dst *V) error {
	*dst = 0
	if none, err := c.none(v); none {
		return err
	}
	i, fault := 0, parse.OK
	switch v.kind {
	case isText, isString:
		i, fault = c.values().Read(v.text, c.missing())
	case isNumber:
		x, _ := parse.Number[float64](v.text)
		if i = c.values().IndexNumber(x); i < 0 {
			fault = parse.Unlisted
		}
	default:
		return c.wrong(v, "one of the values that are listed")
	}
	switch {
	case fault == parse.OK:
		*dst = V(i + 1)
	case fault == parse.Missing && c.Optional:
	case fault == parse.Unlisted && c.Unknown:
		*dst = V(len(c.Values) + 1)
	default:
		return c.fault(v, fault)
	}
	return nil
}

// ReadBool reads a truth value.
func ReadBool(c *Column, v Value, dst *bool) error {
	if none, err := c.none(v); none {
		return err
	}
	fault := c.truth(v, dst)
	return c.fault(v, fault)
}

// truth reads a value that is there.
func (c *Column) truth(v Value, dst *bool) (fault parse.Fault) {
	_, number := parse.Number[float64](v.text)
	switch {
	case v.kind == isTrue || v.kind == isFalse:
		*dst = v.kind == isTrue
		return parse.OK
	case c.Values == nil && v.kind == isString && number == parse.OK: // a number as a string
		return parse.NoBool
	case c.Values == nil:
		*dst, fault = parse.ReadBool(v.text, c.missing())
		return fault
	}
	i, fault := c.values().Read(v.text, c.missing())
	*dst = i == 1
	if fault == parse.Unlisted {
		fault = parse.NoBool
	}
	return fault
}

// ReadOptionalBool reads a truth value that may be missing.
func ReadOptionalBool(c *Column, v Value, dst **bool) error {
	*dst = nil
	if none, err := c.none(v); none {
		return err
	}
	b := new(bool)
	switch fault := c.truth(v, b); fault {
	case parse.OK:
		*dst = b
	case parse.Missing:
	default:
		return c.fault(v, fault)
	}
	return nil
}

// ReadTime reads a date: in the layout of the column, or in JSON as RFC 3339 has it.
func ReadTime(c *Column, v Value, dst *time.Time) error {
	if none, err := c.none(v); none {
		return err
	}
	t, fault, err := c.date(v)
	if err == nil && fault == parse.OK {
		*dst = t
	}
	return First(err, c.fault(v, fault))
}

// date reads a value that is there.
func (c *Column) date(v Value) (time.Time, parse.Fault, error) {
	if v.kind != isText && v.kind != isString {
		return time.Time{}, parse.OK, c.wrong(v, "a string with a date")
	}
	t, fault := parse.ReadDate(v.text, c.Layout, c.missing())
	if fault == parse.NoDate && v.kind == isString {
		t, fault = parse.ReadDate(v.text, time.RFC3339, nil)
	}
	return t, fault, nil
}

// ReadOptionalTime reads a date that may be missing.
func ReadOptionalTime(c *Column, v Value, dst **time.Time) error {
	*dst = nil
	if none, err := c.none(v); none {
		return err
	}
	t, fault, err := c.date(v)
	switch {
	case err != nil:
		return err
	case fault == parse.OK:
		*dst = &t
	case fault != parse.Missing:
		return c.fault(v, fault)
	}
	return nil
}
