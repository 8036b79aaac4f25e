package nn

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// answer makes a column's reading of a text a text, to be compared.
func answer[T any](read func(c *Column, v Value, dst *T) error, c *Column, v Value) string {
	var x T
	if err := read(c, v, &x); err != nil {
		return "error: " + err.Error()
	}
	return fmt.Sprint(x)
}

// TestReadValues: texts and values of JSON, by what a column allows.
func TestReadValues(t *testing.T) {
	number := func(text string) Value { return Value{isNumber, text} }
	str := func(text string) Value { return Value{isString, text} }
	codes := Column{Name: "c", Values: []string{"1", "2"}}
	words := Column{Name: "c", Values: []string{"NA", "x"}, Optional: true, Unknown: true}
	for i, c := range []struct{ got, want string }{
		{answer(ReadNumber[float32], &Column{Name: "n"}, Text(" 1.5 ")), "1.5"},
		{answer(ReadNumber[float32], &Column{Name: "n", Decimal: ','}, Text("1,5")), "1.5"},
		{answer(ReadNumber[float32], &Column{Name: "n", Decimal: ','}, number("1.5")), "1.5"},
		{answer(ReadNumber[float32], &Column{Name: "n", Missing: []string{"-999"}}, Text("-999")), `error: column "n": there is no value`},
		{answer(ReadNumber[float32], &Column{Name: "n"}, Text("1e40")), `error: column "n": "1e40" is beyond`},
		{answer(ReadNumber[float64], &Column{Name: "n"}, Text("1e40")), "1e+40"},
		{answer(ReadNumber[float32], &Column{Name: "n", Above: true}, Text("-1")), `error: column "n": "-1" is not greater`},
		{answer(ReadNumber[float32], &Column{Name: "n"}, Text("Inf")), `error: column "n": "Inf" is not a number`},
		{answer(ReadOptional[float32], &Column{Name: "n", Optional: true}, Text("NA")), "<nil>"},
		{answer(ReadValue[uint32], &codes, Text("2.0")), "2"},
		{answer(ReadValue[uint32], &codes, number("2")), "2"},
		{answer(ReadValue[uint32], &codes, str("2")), "2"},
		{answer(ReadValue[uint32], &codes, number("3")), `error: column "c": "3" is none of the values`},
		{answer(ReadValue[uint32], &codes, Value{kind: absent}), `error: column "c": it is left out`},
		{answer(ReadValue[uint32], &words, Text("NA")), "1"},
		{answer(ReadValue[uint32], &words, Text("")), "0"},
		{answer(ReadValue[uint32], &words, str("y")), "3"},
		{answer(ReadValue[uint32], &words, number("7")), "3"},
		{answer(ReadValue[uint32], &words, Value{isTrue, "true"}), `error: column "c": it is true`},
		{answer(ReadBool, &Column{Name: "b"}, Text("Y")), "true"},
		{answer(ReadBool, &Column{Name: "b"}, number("0")), "false"},
		{answer(ReadBool, &Column{Name: "b"}, number("2")), `error: column "b": "2" is neither`},
		{answer(ReadBool, &Column{Name: "b", Values: []string{"out", "in"}}, Text("in")), "true"},
		{answer(ReadBool, &Column{Name: "b", Values: []string{"out", "in"}}, Text("yes")), `error: column "b": "yes" is neither`},
		{answer(ReadOptionalBool, &Column{Name: "b", Optional: true}, Text("null")), "<nil>"},
		{answer(ReadTime, &Column{Name: "d", Layout: "02.01.2006"}, Text("29.02.2024")), "2024-02-29 00:00:00 +0000 UTC"},
		{answer(ReadTime, &Column{Name: "d", Layout: "02.01.2006"}, Text("2024-02-29T00:00:00Z")), `error: column "d": "2024-02-29T00:00:00Z" is no date`},
		{answer(ReadTime, &Column{Name: "d", Layout: "02.01.2006"}, str("2024-02-29T00:00:00Z")), "2024-02-29 00:00:00 +0000 UTC"},
		{answer(ReadTime, &Column{Name: "d", Layout: "02.01.2006"}, Text("30.02.2024")), `error: column "d": "30.02.2024" is no date`},
	} {
		if !strings.HasPrefix(c.got, c.want) {
			t.Errorf("%d: %s, want %s", i, c.got, c.want)
		}
	}
}

// TestNumbersOfJSON holds the numbers that are read against the grammar of JSON.
func TestNumbersOfJSON(t *testing.T) {
	for text, want := range map[string]int{"0": 1, "-0": 2, "10": 2, "1.5": 3, "1e5": 3, "1E-5,": 4, "-1.25e+10}": 9, "1]": 1,
		"": 0, "-": 0, "01": 0, "1.": 0, ".5": 0, "1e": 0, "1e+": 0, "+1": 0, "NaN": 0, "Infinity": 0, "0x1": 1} {
		if got := jsonNumber(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// TestZones: a date keeps its zone in JSON where the layout has none.
func TestZones(t *testing.T) {
	c := Column{Name: "d", Layout: "2006-01-02", Parts: []string{"hour", "day"}}
	for _, when := range []time.Time{time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), time.Date(2024, 2, 29, 23, 5, 6, 7, time.FixedZone("", 9*3600))} {
		var w RowWriter
		WriteTime(&w, &c, when)
		text, err := w.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		var back time.Time
		columns := []Column{{Name: "d", Layout: c.Layout}}
		if err := ReadRow(text, columns, func(i int, v Value) error { return ReadTime(&columns[i], v, &back) }); err != nil {
			t.Fatal(err)
		}
		var want, got [2]float32
		PutTime(&c, want[:], when)
		PutTime(&c, got[:], back)
		if !back.Equal(when) || got != want {
			t.Errorf("%s: %v, want %v", text, back, when)
		}
	}
	if err := PutTime(&c, make([]float32, 2), time.Time{}); err == nil {
		t.Error("the zero time is a date")
	}
}

// TestUnknownTexts: what stands for an unknown value is no value, and what stands for none is none either.
func TestUnknownTexts(t *testing.T) {
	c := Column{Name: "c", Values: []string{"unknown", "", "NA"}, Unknown: true, Optional: true, Missing: []string{"", "unknown?", "none"}}
	for v := range uint32(5) {
		text, err := MarshalValue(&c, v)
		if back, err2 := ParseValue[uint32](&c, string(text)); err != nil || err2 != nil || back != v {
			t.Errorf("%d becomes %q and %d: %v, %v", v, text, back, err, err2)
		}
	}
}

// TestPut: what is in no row is an error or NaN.
func TestPut(t *testing.T) {
	var x float32
	for want, err := range map[string]error{
		"not finite":          PutNumber(&Column{Name: "a"}, &x, float32(math.NaN())),
		"no log1p":            PutNumber(&Column{Name: "a", Above: true}, &x, -1),
		"there is no value":   PutValue(&Column{Name: "a", Values: []string{"x"}}, &x, uint32(0)),
		"the value is unknow": PutValue(&Column{Name: "a", Values: []string{"x"}}, &x, uint32(2)),
		"with the number 3":   PutValue(&Column{Name: "a", Values: []string{"x"}, Unknown: true}, &x, uint32(3)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `"a"`) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// FuzzReadRow: hostile JSON gives an error or a row, and what is a row is JSON.
func FuzzReadRow(f *testing.F) {
	for _, text := range []string{`{"a": 1, "b": "x"}`, `{}`, `{"a": null}`, `{"\u0061": -1e-5}`, `{"a":1,"a":1}`, `[`, `{"a": {"b": 1}}`, "{\"a\": \"\xff\"}"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		columns := []Column{{Name: "a", Optional: true}, {Name: "b", Values: []string{"x"}, Optional: true, Unknown: true}}
		var a *float64
		var b uint32
		err := ReadRow(text, columns, func(i int, v Value) error {
			if i == 0 {
				return ReadOptional(&columns[i], v, &a)
			}
			return ReadValue(&columns[i], v, &b)
		})
		if err != nil {
			return
		}
		var w RowWriter
		WriteOptional(&w, &columns[0], a)
		WriteValue(&w, &columns[1], b)
		again, err := w.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if err := ReadRow(again, columns, func(int, Value) error { return nil }); err != nil {
			t.Errorf("%q becomes %q: %v", text, again, err)
		}
	})
}
