package onnx

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/nngen/nngen/internal/numbers"
)

// content is the data of a tensor as the file has it, before its type is known.
type content struct {
	dims     []int64
	floats   []float64 // float_data or double_data
	doubles  bool
	ints     []int64 // int32_data, int64_data or uint64_data
	texts    []string
	raw      []byte
	isRaw    bool
	external []Pair
	outside  int64 // data_location: 1 is another file
	segment  bool
}

func (d *decoder) tensor(t *Tensor, b []byte) error {
	var c content
	err := each(b, func(v field) error {
		switch v.num {
		case 1:
			return v.ints(&c.dims)
		case 2:
			return v.int((*int64)(&t.Elem))
		case 8:
			return v.text(&t.Name)
		}
		return c.field(v)
	})
	if err != nil {
		return err
	}
	if err := d.fill(t, &c); err != nil {
		return fmt.Errorf("the tensor %q: %w", t.Name, err)
	}
	return nil
}

func (c *content) field(v field) error {
	switch v.num {
	case 3:
		c.segment = true
	case 4:
		return v.floats(&c.floats)
	case 5, 7, 11:
		return v.ints(&c.ints)
	case 6:
		return v.raws(&c.texts)
	case 9:
		c.raw, c.isRaw = v.bytes, true
		return v.want(protowire.BytesType)
	case 10:
		c.doubles = true
		return v.doubles(&c.floats)
	case 13:
		return v.pair(&c.external)
	case 14:
		return v.int(&c.outside)
	}
	return nil
}

// fill sets the dimensions and the data of a tensor.
func (d *decoder) fill(t *Tensor, c *content) error {
	if !t.Elem.Known() {
		return fmt.Errorf("%v is not understood", t.Elem)
	}
	if c.segment {
		return errors.New("it is stored in segments, which are not understood")
	}
	n, err := t.setDims(c.dims)
	if err != nil {
		return err
	}
	if c.outside == 1 {
		if c.raw, err = d.files.read(c.external, n*elems[t.Elem].size); err != nil {
			return err
		}
		c.isRaw = true
	}
	if c.isRaw {
		return t.fromRaw(c, n)
	}
	return t.fromFields(c, n)
}

// setDims sets the dimensions and returns the number of elements.
func (t *Tensor) setDims(dims []int64) (int, error) {
	t.Dims = make([]int, len(dims))
	n := int64(1)
	for i, size := range dims {
		if size < 0 || size > math.MaxInt32 {
			return 0, fmt.Errorf("a dimension is %d", size)
		}
		if n *= size; n > math.MaxInt32 {
			return 0, fmt.Errorf("it has too many elements: %v", dims)
		}
		t.Dims[i] = int(size)
	}
	return int(n), nil
}

// fromFields takes the data from the field that is meant for the type of the elements.
func (t *Tensor) fromFields(c *content, n int) (err error) {
	switch {
	case t.Elem == String:
		t.Strings = c.texts
		return count(len(c.texts), n)
	case t.Elem == Float || t.Elem == Double:
		if len(c.floats) > 0 && c.doubles != (t.Elem == Double) {
			return errors.New("its data is of another type than it says")
		}
		t.Floats = c.floats
		return count(len(c.floats), n)
	case t.Elem.IsFloat():
		for _, x := range c.ints {
			t.Floats = append(t.Floats, half(t.Elem, uint16(x)))
		}
	default:
		t.Ints = c.ints
		err = t.inRange()
	}
	return errors.Join(err, count(len(c.ints), n))
}

func count(got, want int) error {
	if got != want {
		return fmt.Errorf("it holds %d elements, but its dimensions say %d", got, want)
	}
	return nil
}

// inRange reports integers that are outside of what the type can hold.
func (t *Tensor) inRange() error {
	low, high := t.Elem.Bounds()
	for _, x := range t.Ints {
		if x < low || x > high {
			return fmt.Errorf("%d is no %v that is understood", x, t.Elem)
		}
	}
	return nil
}

// Bounds are the least and the largest integer of the type. Of the unsigned 64 bits those of an int64 are understood.
func (e Elem) Bounds() (low, high int64) {
	bits := 8 * elems[e].size
	switch e {
	case Bool:
		return 0, 1
	case Uint8, Uint16, Uint32:
		return 0, 1<<bits - 1
	case Uint64:
		return 0, math.MaxInt64
	}
	return -1 << (bits - 1), 1<<(bits-1) - 1
}

// fromRaw takes the data from bytes, little endian.
func (t *Tensor) fromRaw(c *content, n int) error {
	if t.Elem == String {
		return errors.New("texts cannot be raw data")
	}
	if len(c.floats) > 0 || len(c.ints) > 0 || len(c.texts) > 0 {
		return errors.New("its data is there twice")
	}
	size := elems[t.Elem].size
	if len(c.raw) != n*size {
		return fmt.Errorf("it holds %d bytes, but its dimensions %v of %v say %d", len(c.raw), t.Dims, t.Elem, n*size)
	}
	for b := range slices.Chunk(c.raw, size) {
		if t.Elem.IsFloat() {
			t.Floats = append(t.Floats, rawFloat(t.Elem, b))
		} else {
			t.Ints = append(t.Ints, rawInt(t.Elem, b))
		}
	}
	return t.inRange()
}

func rawFloat(e Elem, b []byte) float64 {
	switch e {
	case Float:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
	case Double:
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return half(e, binary.LittleEndian.Uint16(b))
}

func rawInt(e Elem, b []byte) int64 {
	switch e {
	case Bool, Uint8:
		return int64(b[0])
	case Int8:
		return int64(int8(b[0]))
	case Uint16:
		return int64(binary.LittleEndian.Uint16(b))
	case Int16:
		return int64(int16(binary.LittleEndian.Uint16(b)))
	case Uint32:
		return int64(binary.LittleEndian.Uint32(b))
	case Int32:
		return int64(int32(binary.LittleEndian.Uint32(b)))
	}
	return int64(binary.LittleEndian.Uint64(b))
}

// half is the number of a float16 or bfloat16.
func half(e Elem, bits uint16) float64 {
	if e == BFloat16 {
		return numbers.BFloat16(bits)
	}
	return numbers.Float16(bits)
}
