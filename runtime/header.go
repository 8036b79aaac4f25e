package nn

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
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
	shape       []int
	begin, end  int
}

// readHeader reads the header from r and checks that its tensors fill the data without gaps and overlaps.
func readHeader(r io.Reader) (*header, error) {
	var length [8]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, cut(err, "its header")
	}
	n := binary.LittleEndian.Uint64(length[:])
	if n > maxHeader {
		return nil, errors.New("this is no safetensors file: the length of its header, " +
			strconv.FormatUint(n, 10) + " bytes, is beyond the limit of the format")
	}
	var text []byte
	if err := pieces(r, int(n), func(b []byte) { text = append(text, b...) }); err != nil {
		return nil, cut(err, "its header")
	}
	h, err := parseHeader(string(text))
	if err != nil {
		return nil, err
	}
	return h, h.arrange()
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
	var offsets []int
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

// arrange puts the entries in the order of their data and checks that each begins where the one before ends.
func (h *header) arrange() error {
	at := make(map[int]entry, len(h.entries))
	for _, e := range h.entries {
		if err := e.check(); err != nil {
			return err
		}
		if other, ok := at[e.begin]; ok {
			return errors.New("the file is damaged: " + other.name + " and " + e.name + " overlap")
		}
		at[e.begin] = e
	}
	end := 0
	for i := range h.entries {
		e, ok := at[end]
		if !ok {
			return errors.New("the file is damaged: its tensors overlap or leave a gap, at byte " +
				strconv.Itoa(end) + " of the data")
		}
		h.entries[i], end = e, e.end
	}
	return nil
}

// check checks that the type is supported, and that the bytes are as many as the shape needs and not none.
func (e *entry) check() error {
	size := dtypeSize(e.dtype)
	if size == 0 {
		return errors.New(e.name + " is stored as " + e.dtype + ", but only F32 and F64 can be read: convert the file")
	}
	for _, n := range e.shape {
		if n == 0 || size > math.MaxInt/n {
			return errors.New("the file is damaged: the shape of " + e.name + " is empty or too large")
		}
		size *= n
	}
	if e.end-e.begin != size {
		return errors.New("the file is damaged: the shape of " + e.name + " does not fit its bytes")
	}
	return nil
}
