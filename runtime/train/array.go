package train

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/numbers"
)

// array is a block of numbers in a file. The first dimension counts its rows.
type array struct {
	name   string // in messages
	dims   []int
	number numberType
	big    bool      // the first byte of a number is the highest
	source io.Reader // of the numbers, the last index running fastest
}

// numberType says how a number is written: in so many bytes, which value turns into the number.
type numberType struct {
	size  int
	value func(bits uint64) float64
}

// numberTypes are those that are read, as NumPy names them but for the order of the bytes.
var numberTypes = map[string]numberType{
	"b1": {1, unsigned}, "u1": {1, unsigned}, "u2": {2, unsigned}, "u4": {4, unsigned}, "u8": {8, unsigned},
	"i1": {1, func(bits uint64) float64 { return float64(int8(bits)) }},
	"i2": {2, func(bits uint64) float64 { return float64(int16(bits)) }},
	"i4": {4, func(bits uint64) float64 { return float64(int32(bits)) }},
	"i8": {8, func(bits uint64) float64 { return float64(int64(bits)) }},
	"f2": {2, func(bits uint64) float64 { return numbers.Float16(uint16(bits)) }},
	"f4": {4, func(bits uint64) float64 { return float64(math.Float32frombits(uint32(bits))) }},
	"f8": {8, math.Float64frombits},
}

func unsigned(bits uint64) float64 { return float64(bits) }

// at is the number that stands first in b.
func (a *array) at(b []byte) float64 {
	bits := uint64(0)
	for i := range a.number.size {
		if !a.big {
			i = a.number.size - 1 - i
		}
		bits = bits<<8 | uint64(b[i])
	}
	return a.number.value(bits)
}

// maxDims is how many dimensions an array may have, in NumPy as here.
const maxDims = 64

// maxWidth is how many numbers a row may have.
const maxWidth = 1 << 24

// rows and width are how many rows there should be, and how many numbers each has.
func (a *array) rows() int { return a.dims[0] }

func (a *array) width() int { return volume(a.dims[1:]) }

func volume(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}

// checkDims refuses dimensions that no data has. Nothing is taken from the memory by them alone: rows are counted as they come.
func (a *array) checkDims() error {
	switch {
	case len(a.dims) == 0:
		return fmt.Errorf("%s is a single number; the first dimension must count the rows", a.name)
	case len(a.dims) > maxDims:
		return fmt.Errorf("%s has %d dimensions, and can have %d", a.name, len(a.dims), maxDims)
	case a.dims[0] < 1:
		return fmt.Errorf("%s has no rows; add rows of data", a.name)
	}
	width := 1
	for _, d := range a.dims[1:] {
		if d < 1 || width > maxWidth/d {
			return fmt.Errorf("%s has rows of %s numbers, and can have from 1 to %d in a row", a.name, times(a.dims[1:]), maxWidth)
		}
		width *= d
	}
	return nil
}

// arrayBlock is about how many bytes of an array are read at once.
const arrayBlock = 1 << 18

// each reads the rows one after the other. That there are as many as the header tells is found out at the end.
func (a *array) each(visit func(row int, values []float64) error) error {
	values := make([]float64, a.width())
	length := len(values) * a.number.size
	block := make([]byte, max(1, arrayBlock/length)*length)
	for row := 0; row < a.rows(); {
		part := block[:min(len(block)/length, a.rows()-row)*length]
		if n, err := io.ReadFull(a.source, part); err != nil {
			return a.broken(row+n/length, err)
		}
		for ; len(part) > 0; part = part[length:] {
			for i := range values {
				values[i] = a.at(part[i*a.number.size:])
			}
			if err := visit(row, values); err != nil {
				return err
			}
			row++
		}
	}
	switch n, err := io.ReadFull(a.source, block[:1]); {
	case n > 0:
		return fmt.Errorf("%s goes on behind the %s of its header", a.name, a.described())
	case err != io.EOF:
		return a.broken(a.rows(), err)
	}
	return nil
}

// broken is the error of an array that cannot be read on after so many whole rows.
func (a *array) broken(rows int, err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("%s ends after row %d, but its header tells of %s; the file is cut off, or its header is wrong", a.name, rows, a.described())
	}
	return fmt.Errorf("%s: %w", a.name, err)
}

func (a *array) described() string {
	return fmt.Sprintf("%d rows of %s numbers", a.rows(), times(a.dims[1:]))
}

// times writes dimensions as messages have them.
func times(dims []int) string {
	if len(dims) == 0 {
		return "1"
	}
	var list []string
	for _, d := range dims {
		list = append(list, strconv.Itoa(d))
	}
	return strings.Join(list, " × ")
}

// fits tells whether rows of an array can be taken for an input of the shape. Dimensions of 1 do not matter; a row that is
// a vector is taken for any shape, and any row for a vector.
func fits(row, shape []int) bool {
	row, shape = withoutOnes(row), withoutOnes(shape)
	if len(row) > 1 && len(shape) > 1 {
		return slices.Equal(row, shape)
	}
	return volume(row) == volume(shape)
}

func withoutOnes(dims []int) []int {
	return slices.DeleteFunc(slices.Clone(dims), func(d int) bool { return d == 1 })
}

// index writes where an entry of rows of such dimensions stands, as NumPy does; before are the indices before it.
func index(dims []int, entry int, before ...int) string {
	list := make([]string, len(dims))
	for i := len(dims) - 1; i >= 0; i-- {
		list[i] = strconv.Itoa(entry % dims[i])
		entry /= dims[i]
	}
	for _, b := range slices.Backward(before) {
		list = slices.Insert(list, 0, strconv.Itoa(b))
	}
	return "[" + strings.Join(list, ", ") + "]"
}
