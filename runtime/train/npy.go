package train

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// npyMark begins a file of NumPy's that holds one array (numpy.lib.format).
const npyMark = "\x93NUMPY"

// maxNpyHeader is how long the description of an array may be. Of one that holds numbers it has a few dozen characters.
const maxNpyHeader = 1 << 16

// The keys of the description, which is a dictionary as Python writes it.
var (
	npyDescr   = regexp.MustCompile(`'descr'\s*:\s*'([^']*)'`)
	npyFortran = regexp.MustCompile(`'fortran_order'\s*:\s*(True|False)\b`)
	npyShape   = regexp.MustCompile(`'shape'\s*:\s*\(([0-9, ]*)\)`)
)

// readNpy reads the header of an array in NumPy's format; what follows are its numbers.
func readNpy(name string, source io.Reader) (*array, error) {
	text, err := npyHeader(source)
	if err != nil {
		return nil, fmt.Errorf("%s is no array of NumPy's: %w", name, err)
	}
	descr, fortran, shape := npyDescr.FindSubmatch(text), npyFortran.FindSubmatch(text), npyShape.FindSubmatch(text)
	switch {
	case bytes.Contains(text, []byte("'descr'")) && descr == nil:
		return nil, fmt.Errorf("%s holds records; save an array of numbers", name)
	case descr == nil || fortran == nil || shape == nil:
		return nil, fmt.Errorf("%s is no array of NumPy's: its header must say descr, fortran_order and shape, but is %s", name, quote(string(text)))
	}
	a := &array{name: name, source: source}
	if err := a.setType(string(descr[1])); err != nil {
		return nil, err
	}
	for size := range strings.SplitSeq(string(shape[1]), ",") {
		if size = strings.TrimSpace(size); size == "" {
			continue
		}
		d, err := strconv.ParseInt(size, 10, 0)
		if err != nil {
			return nil, fmt.Errorf("%s: the size %s of a dimension is no number of this machine", name, quote(size))
		}
		a.dims = append(a.dims, int(d))
	}
	if string(fortran[1]) == "True" && len(a.dims) > 1 {
		return nil, fmt.Errorf("%s has its numbers in the order of Fortran, by columns; save numpy.ascontiguousarray(…) of it", name)
	}
	return a, a.checkDims()
}

// npyHeader reads up to the first number and returns the description.
func npyHeader(source io.Reader) ([]byte, error) {
	head := make([]byte, len(npyMark)+2)
	if _, err := io.ReadFull(source, head); err != nil {
		return nil, err
	}
	if string(head[:len(npyMark)]) != npyMark {
		return nil, fmt.Errorf("it begins with %s", quote(string(head)))
	}
	length := make([]byte, 2)
	if head[len(npyMark)] > 1 { // the version of the format: from 2 on, headers can be long
		length = make([]byte, 4)
	}
	if _, err := io.ReadFull(source, length); err != nil {
		return nil, err
	}
	n := binary.LittleEndian.Uint32(append(length, 0, 0)[:4])
	if n > maxNpyHeader {
		return nil, fmt.Errorf("its header is %d bytes long", n)
	}
	text := make([]byte, n)
	_, err := io.ReadFull(source, text)
	return text, err
}

// setType reads NumPy's word for the numbers: the order of the bytes, then what they are.
func (a *array) setType(descr string) error {
	a.big = strings.HasPrefix(descr, ">")
	of, ok := numberTypes[strings.TrimLeft(descr, "<>|=")]
	if !ok {
		return fmt.Errorf("%s holds %s, which is none of the types of numbers u1, i1, u2, i2, u4, i4, u8, i8, f2, f4, f8 and b1; save it as one of these", a.name, quote(descr))
	}
	a.number = of
	return nil
}
