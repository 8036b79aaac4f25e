package nn

import (
	"cmp"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
)

// maxHeader is the limit that the safetensors format sets.
const maxHeader = 100_000_000

// header is what stands before the data of a weights file.
type header struct {
	fingerprint string  // empty where another tool wrote the file
	entries     []entry // in the order of their data
}

// entry is one tensor of a header, at the bytes begin to end of the data.
type entry struct {
	name, dtype string
	shape       []int64
	begin, end  int64
}

// readHeader reads the header from r and checks that its tensors fill the data without gaps and overlaps.
func readHeader(r io.Reader) (*header, error) {
	var length [8]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, cut(err, "its header")
	}
	n := getUint64(length[:])
	if n > maxHeader {
		return nil, errors.New("this is no safetensors file: the length of its header, " +
			strconv.FormatUint(n, 10) + " bytes, is beyond the limit of the format")
	}
	// ReadAll allocates by what is there, not by what the length claims.
	text, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err == nil && len(text) < int(n) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, cut(err, "its header")
	}
	h, err := parseHeader(string(text))
	if err != nil {
		return nil, err
	}
	return h, h.arrange()
}

// cut returns the error of a read that ended in part of a file.
func cut(err error, part string) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errors.New("the file ends within " + part + ": it was not copied whole, or it is no safetensors file")
	}
	return err
}

func parseHeader(text string) (*header, error) {
	h, s := new(header), &scanner{src: text}
	err := s.object(func(key string) error {
		if key == "__metadata__" {
			return s.metadata(h)
		}
		e, err := s.entry(key)
		h.entries = append(h.entries, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.skipSpace(); s.pos < len(text) {
		return nil, s.fail("nothing should follow")
	}
	return h, nil
}

// metadata reads the texts that belong to the whole file.
func (s *scanner) metadata(h *header) error {
	return s.object(func(key string) error {
		value, err := s.string()
		if key == "fingerprint" {
			h.fingerprint = value
		}
		return err
	})
}

// entry reads what the header says of one tensor.
func (s *scanner) entry(name string) (entry, error) {
	e := entry{name: name}
	var offsets []int64
	err := s.object(func(key string) (err error) {
		switch key {
		case "dtype":
			e.dtype, err = s.string()
		case "shape":
			e.shape, err = s.naturals()
		case "data_offsets":
			offsets, err = s.naturals()
		default:
			err = s.fail(strconv.Quote(key) + " is not known here")
		}
		return err
	})
	if err != nil {
		return e, err
	}
	if e.dtype == "" || e.shape == nil || len(offsets) != 2 {
		return e, s.fail(strconv.Quote(name) + " lacks its dtype, shape or data_offsets")
	}
	e.begin, e.end = offsets[0], offsets[1]
	return e, nil
}

// arrange sorts the entries by their place in the data and checks that each begins where the one before ends.
func (h *header) arrange() error {
	slices.SortStableFunc(h.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.end, b.end))
	})
	end := int64(0)
	for _, e := range h.entries {
		if err := e.check(); err != nil {
			return err
		}
		switch {
		case e.begin < end:
			return errors.New("the file is damaged: " + e.name + " overlaps the tensor before it")
		case e.begin > end:
			return errors.New("the file is damaged: there is a gap before " + e.name)
		}
		end = e.end
	}
	return nil
}

// check checks that the type is supported and that the bytes are as many as the shape needs.
func (e *entry) check() error {
	size := int64(dtypeSize(e.dtype))
	if size == 0 {
		return errors.New(e.name + " is stored as " + e.dtype + ", but only F32 and F64 can be read: convert the file")
	}
	for _, n := range e.shape {
		if n > 0 && size > math.MaxInt64/n {
			return errors.New("the file is damaged: the shape of " + e.name + " is too large")
		}
		size *= n
	}
	if e.end < e.begin || e.end-e.begin != size {
		return errors.New("the file is damaged: the shape of " + e.name + " does not fit its bytes")
	}
	return nil
}
