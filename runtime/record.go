package nn

import (
	"errors"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/nngen/nngen/runtime/internal/parse"
)

// Column says how the values of a column are read, in a text as a CSV has it and in JSON, and what may stand in a Record.
// It must not be copied once it is used.
type Column struct {
	Name     string
	Values   []string // that it can have; of a bool only where they are no words for true and false
	Missing  []string // texts that mean that there is no value; nil stands for the usual ones
	Optional bool     // there may be no value
	Unknown  bool     // a value that is not listed is no error
	Above    bool     // a number must be greater than -1
	Layout   string   // of dates, as package time has it
	Parts    []string // that are taken of a date
	Decimal  byte     // what stands before the decimals of a number in a text; 0 stands for a point

	once  sync.Once
	index *parse.Values
}

// values are the listed values, ready to be looked up.
func (c *Column) values() *parse.Values {
	c.once.Do(func() { c.index = parse.NewValues(c.Values) })
	return c.index
}

// missing are the texts that mean that there is no value.
func (c *Column) missing() []string {
	if c.Missing == nil {
		return parse.DefaultMissing
	}
	return c.Missing
}

// fail is an error that names the column.
func (c *Column) fail(message string) error {
	return errors.New("column " + strconv.Quote(c.Name) + ": " + message)
}

func (c *Column) noValue() error {
	return c.fail("there is no value, and the model knows none to take instead")
}

// Whole are the numbers of a category or an ordinal in a Record: 0 where there is none, then one for each value in order,
// and the last for a value that is not listed.
type Whole interface{ ~uint32 }

// PutNumber sets an entry of a row to a number.
func PutNumber[T Float](c *Column, x *T, v T) error {
	switch f := float64(v); {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return c.fail("the number is not finite")
	case c.Above && f <= -1:
		return c.fail("the number is not greater than -1, so that it has no log1p")
	}
	*x = v
	return nil
}

// PutOptional is PutNumber of a number that may be missing: then the entry is NaN.
func PutOptional[T Float](c *Column, x, v *T) error {
	if v == nil {
		*x = T(math.NaN())
		return nil
	}
	return PutNumber(c, x, *v)
}

// PutValue sets an entry to the position of a value. That of one that is not listed comes after all others, and that of none
// is NaN.
func PutValue[T Float, V Whole](c *Column, x *T, v V) error {
	switch n := len(c.Values); {
	case v == 0 && !c.Optional:
		return c.noValue()
	case v == 0:
		*x = T(math.NaN())
	case int(v) == n+1 && !c.Unknown:
		return c.fail("the value is unknown, and the model has nothing to take instead")
	case int(v) > n+1:
		return c.fail("there is no value with the number " + strconv.Itoa(int(v)))
	default:
		*x = T(v - 1)
	}
	return nil
}

// PutBool sets an entry to 1 or 0.
func PutBool[T Float](x *T, v bool) error {
	*x = 0
	if v {
		*x = 1
	}
	return nil
}

// PutOptionalBool is PutBool of a value that may be missing: then the entry is NaN.
func PutOptionalBool[T Float](x *T, v *bool) error {
	if v == nil {
		*x = T(math.NaN())
		return nil
	}
	return PutBool(x, *v)
}

// PutTime sets entries to the parts of a date, in its zone. The zero time is none.
func PutTime[T Float](c *Column, x []T, t time.Time) error {
	if t.IsZero() {
		return c.noValue()
	}
	for i, part := range c.Parts {
		x[i] = T(parse.Part(t, part))
	}
	return nil
}

// PutOptionalTime is PutTime of a date that may be missing: then the entries are NaN.
func PutOptionalTime[T Float](c *Column, x []T, t *time.Time) error {
	if t != nil {
		return PutTime(c, x, *t)
	}
	for i := range x {
		x[i] = T(math.NaN())
	}
	return nil
}

// First is the first of some errors, or nil.
func First(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}
