package main

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/xitongsys/parquet-go/parquet"
)

// textOf says how the values of a column are written as texts. Numbers have the decimal sign of the spec.
func textOf(e *parquet.SchemaElement, decimal string) (func(any) string, error) {
	if isList(e) {
		return nil, errors.New("it has several values in a row")
	}
	pointed := func(text string) string {
		if decimal != "" && decimal != "." {
			text = strings.Replace(text, ".", decimal, 1)
		}
		return text
	}
	switch e.GetType() {
	case parquet.Type_BOOLEAN, parquet.Type_INT32, parquet.Type_INT64:
		if text := converted(e); text != nil {
			return func(v any) string { return pointed(text(v)) }, nil
		}
		return func(v any) string { return fmt.Sprint(v) }, nil
	case parquet.Type_FLOAT:
		return func(v any) string { return pointed(strconv.FormatFloat(float64(v.(float32)), 'g', -1, 32)) }, nil
	case parquet.Type_DOUBLE:
		return func(v any) string { return pointed(strconv.FormatFloat(v.(float64), 'g', -1, 64)) }, nil
	case parquet.Type_BYTE_ARRAY, parquet.Type_FIXED_LEN_BYTE_ARRAY:
		if e.ConvertedType == nil || *e.ConvertedType != parquet.ConvertedType_DECIMAL {
			return func(v any) string { return v.(string) }, nil
		}
	}
	return nil, fmt.Errorf("values of the type %v cannot be read as texts: write texts or numbers", e.GetType())
}

// converted are whole numbers that stand for something else; nil if they do not.
func converted(e *parquet.SchemaElement) func(any) string {
	whole := func(v any) int64 {
		if n, ok := v.(int32); ok {
			return int64(n)
		}
		n, _ := v.(int64)
		return n
	}
	at := func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
	if e.ConvertedType == nil {
		if l := e.LogicalType; l != nil && l.TIMESTAMP != nil && l.TIMESTAMP.Unit != nil && l.TIMESTAMP.Unit.NANOS != nil {
			return func(v any) string { return at(time.Unix(0, whole(v))) }
		}
		return nil
	}
	switch *e.ConvertedType {
	case parquet.ConvertedType_DATE:
		return func(v any) string { return time.Unix(whole(v)*24*60*60, 0).UTC().Format(time.DateOnly) }
	case parquet.ConvertedType_TIMESTAMP_MILLIS:
		return func(v any) string { return at(time.UnixMilli(whole(v))) }
	case parquet.ConvertedType_TIMESTAMP_MICROS:
		return func(v any) string { return at(time.UnixMicro(whole(v))) }
	case parquet.ConvertedType_DECIMAL:
		scale := int(e.GetScale())
		return func(v any) string {
			return new(big.Rat).SetFrac(big.NewInt(whole(v)), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)).FloatString(scale)
		}
	case parquet.ConvertedType_UINT_32:
		return func(v any) string { return strconv.FormatUint(uint64(uint32(whole(v))), 10) }
	case parquet.ConvertedType_UINT_64:
		return func(v any) string { return strconv.FormatUint(uint64(whole(v)), 10) }
	}
	return nil
}
