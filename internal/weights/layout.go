package weights

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"slices"

	"github.com/nngen/nngen/codegen"
	nn "github.com/nngen/nngen/runtime"
)

// Layout says where a weights file that Check has no error about has its numbers, or nil where they are of several types.
func Layout(file io.Reader) (*codegen.Layout, error) {
	d := &digester{}
	r := bufio.NewReaderSize(io.TeeReader(file, d), 1<<16)
	var length [8]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, err
	}
	header := make([]byte, binary.LittleEndian.Uint64(length[:]))
	if _, err := io.ReadFull(r, header); err != nil {
		return nil, err
	}
	entries, err := entriesOf(header)
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	l := &codegen.Layout{From: len(length) + len(header), Digest: d.digest()}
	for _, e := range entries {
		if e.Type != entries[0].Type {
			return nil, nil
		}
		l.Tensors = append(l.Tensors, codegen.Stored{Name: e.name, Dims: e.Shape})
	}
	if len(entries) > 0 {
		l.Bits = map[string]int{"F32": 32, "F64": 64}[entries[0].Type]
	}
	return l, nil
}

// entry is what a header says of a tensor.
type entry struct {
	name  string
	Type  string `json:"dtype"`
	Shape []int  `json:"shape"`
	Bytes [2]int `json:"data_offsets"`
}

// entriesOf are the tensors of a header in the order of their numbers.
func entriesOf(header []byte) (list []entry, err error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(header, &members); err != nil {
		return nil, err
	}
	delete(members, "__metadata__")
	for name, text := range members {
		e := entry{name: name}
		if err := json.Unmarshal(text, &e); err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b entry) int { return a.Bytes[0] - b.Bytes[0] })
	return list, nil
}

// digester finds the digest of what is written to it, which the runtime finds of a file in one piece.
type digester struct {
	sum, length uint64
	rest        []byte // fewer than 8
}

// Write takes in more of the file.
func (d *digester) Write(p []byte) (int, error) {
	n := len(p)
	d.length += uint64(n)
	p = append(d.rest, p...)
	for ; len(p) >= 8; p = p[8:] {
		d.sum = nn.Digested(d.sum, binary.LittleEndian.Uint64(p))
	}
	d.rest = slices.Clone(p)
	return n, nil
}

func (d *digester) digest() uint64 {
	sum := d.sum
	if len(d.rest) > 0 {
		sum = nn.Digested(sum, binary.LittleEndian.Uint64(append(slices.Clone(d.rest), make([]byte, 7)...)))
	}
	return nn.Digested(sum, d.length)
}
