package nn

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/nngen/nngen/runtime/internal/crc"
)

// The limits of headers. A network of n tensors has one of at most maxHeader + n·perTensor bytes.
const (
	maxHeader = 1 << 20
	perTensor = 1 << 10
	maxName   = 1 << 10
	maxRank   = 32
)

// What nngen writes into the metadata of its files. The checksum is the CRC-32 (IEEE) of the whole file, with zeros in
// the place of the checksum's digits.
const (
	formatName  = "nngen"
	checksumKey = "crc32"
	noChecksum  = "00000000"
)

// checksumText is a checksum as it stands in the metadata.
func checksumText(sum uint32) string {
	text := strconv.FormatUint(uint64(sum), 16)
	return noChecksum[len(text):] + text
}

// header is what stands before the data of a weights file.
type header struct {
	notes    []Note
	entries  []entry // in the order of their data
	checksum string  // empty where there is none to compare
	digits   int     // where the checksum's digits stand in the text
	sum      uint32  // checksum of what stands before the data
}

// note is the text of a key of the metadata, empty where there is none.
func (h *header) note(key string) string {
	for _, n := range h.notes {
		if n.Key == key {
			return n.Text
		}
	}
	return ""
}

// entry is one tensor of a header, at the bytes begin to end of the data.
type entry struct {
	name, dtype string
	shape       []int
	begin, end  int
}

// readHeader reads the header of a file of about n tensors from r and checks that they fill the data without gaps and
// overlaps.
func readHeader(r io.Reader, n int) (*header, error) {
	var length [8]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, cut(err, "its header")
	}
	size := binary.LittleEndian.Uint64(length[:])
	if limit := maxHeader + n*perTensor; size > uint64(limit) {
		return nil, errors.New("this is no safetensors file of a network like this: its header would be " +
			strconv.FormatUint(size, 10) + " bytes long, and the most are " + strconv.Itoa(limit))
	}
	var text strings.Builder
	err := pieces(r, int(size), chunk, func(b []byte) error {
		text.Write(b)
		return nil
	})
	if err != nil {
		return nil, cut(err, "its header")
	}
	h, err := parseHeader(text.String())
	if err != nil {
		return nil, err
	}
	if h.sum = crc.Update(0, length[:]); h.checksum == "" {
		return h, h.arrange()
	}
	before, after := text.String()[:h.digits], text.String()[h.digits+len(h.checksum):]
	for _, part := range []string{before, noChecksum, after} {
		h.sum = crc.Update(h.sum, []byte(part))
	}
	return h, h.arrange()
}

func parseHeader(text string) (*header, error) {
	h, s := new(header), &scanner{src: text, what: "the header"}
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
	if h.note("format") != formatName {
		h.checksum = "" // another tool means something else by the word
	}
	return h, nil
}

// metadata reads the texts that belong to the whole file.
func (s *scanner) metadata(h *header) error {
	return s.object(func(key string) error {
		value, err := s.string()
		if key == checksumKey && err == nil {
			h.checksum, h.digits = value, s.pos-1-len(value)
		}
		h.notes = append(h.notes, Note{key, value})
		return err
	})
}

// entry reads what the header says of one tensor.
func (s *scanner) entry(name string) (entry, error) {
	e := entry{name: name}
	if len(name) > maxName {
		return e, s.fail("the name of a tensor is longer than " + strconv.Itoa(maxName) + " bytes")
	}
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
			err = s.fail(quoted(key) + " is not known here")
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
			return errors.New("the file is damaged: " + shown(other.name) + " and " + shown(e.name) + " overlap")
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
		return errors.New(shown(e.name) + " is stored as " + shown(e.dtype) + ", but only F32 and F64 can be read: convert the file")
	}
	for _, n := range e.shape {
		if n == 0 || size > math.MaxInt/n {
			return errors.New("the file is damaged: the shape of " + shown(e.name) + " is empty or too large")
		}
		size *= n
	}
	if e.end-e.begin != size {
		return errors.New("the file is damaged: the shape of " + shown(e.name) + " does not fit its bytes")
	}
	return nil
}
