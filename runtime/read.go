package nn

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/nngen/nngen/runtime/internal/crc"
)

// ReadTensors fills the Data of ts from a safetensors file and reads nothing beyond its end. The file must hold exactly
// these tensors, in any order, as F32 or F64, each number within its domain; those that are optional may be missing, and
// thresholds that are none of them are read over. Its fingerprint, if it has one, must be the one given, and its checksum
// right. Anything else is an error that says what does not fit. On an error the Data is of no use. Memory besides that of
// ts does not depend on what the file says of itself.
func ReadTensors[T Float](r io.Reader, fingerprint string, ts []Tensor[T]) error {
	mustFill(ts, "ReadTensors")
	_, err := readTensors(r, fingerprint, ts, nil)
	return err
}

// CheckTensors returns the error of ReadTensors. The tensors need no Data, and keep it.
func CheckTensors[T Float](r io.Reader, fingerprint string, ts []Tensor[T]) error {
	ts = slices.Clone(ts)
	for i := range ts {
		ts[i].Data, ts[i].Rounded, ts[i].Whole = nil, nil, nil
	}
	for i := range ts {
		if low := ts[i].below(ts); low != nil { // what is compared must be held
			ts[i].Data, low.Data = make([]T, ts[i].Size()), make([]T, ts[i].Size())
		}
	}
	_, err := readTensors(r, fingerprint, ts, nil)
	return err
}

// ReadNotes returns the texts in the metadata of a weights file that nngen wrote.
func ReadNotes(r io.Reader) ([]Note, error) {
	h, err := readHeader(r, 1<<14)
	if err == nil && h.note("format") != formatName {
		err = errors.New("this weights file was not written by nngen")
	}
	if err != nil {
		return nil, err
	}
	return h.notes, nil
}

// readTensors reads a file into ts, where there is Data, if accept, unless nil, has no error about its header.
func readTensors[T Float](r io.Reader, fingerprint string, ts []Tensor[T], accept func(*header) error) (*header, error) {
	h, err := readHeader(r, len(ts))
	if err != nil {
		return nil, err
	}
	if accept != nil {
		if err := accept(h); err != nil {
			return nil, err
		}
	}
	to, err := match(h, ts)
	if err != nil {
		return nil, err
	}
	if f := h.note("fingerprint"); f != "" && f != fingerprint {
		return nil, errors.New("the weights belong to another network: its inputs, layers, output or normalization are " +
			"not those of the spec; train again, or build the spec that the weights were trained with")
	}
	sum := h.sum
	for i, e := range h.entries {
		t := &Tensor[T]{Name: e.name, Shape: e.shape, Domain: Probability}
		if to[i] >= 0 {
			t = &ts[to[i]]
		}
		if err := readData(r, e, t, &sum); err != nil {
			return nil, cut(err, shown(e.name))
		}
	}
	if h.checksum != "" && h.checksum != checksumText(sum) {
		return nil, errors.New("the file is damaged: its checksum is not that of what it holds")
	}
	return h, checkOrder(ts)
}

// match returns for each entry the index of its tensor, -1 for thresholds that this network does not take from files. Each of
// the others must have one, of its shape, and no tensor be left that is not optional.
func match[T Float](h *header, ts []Tensor[T]) ([]int, error) {
	index := make(map[string]int, len(ts))
	for i, t := range ts {
		index[t.Name] = i
	}
	to, found := make([]int, len(h.entries)), make([]bool, len(ts))
	for i, t := range ts {
		found[i] = t.Optional
	}
	for i, e := range h.entries {
		k, ok := index[e.name]
		if !ok && isThreshold(e.name) {
			to[i] = -1
			continue
		}
		if !ok {
			return nil, errors.New("the file has " + shown(e.name) + ", which is " + shapeText(e.shape) +
				", but this network has no such tensor")
		}
		if !slices.Equal(e.shape, ts[k].Shape) {
			return nil, errors.New(shown(e.name) + " is " + shapeText(e.shape) + " in the file, but " +
				shapeText(ts[k].Shape) + " in this network")
		}
		to[i], found[k] = k, true
	}
	if i := slices.Index(found, false); i >= 0 {
		return nil, errors.New("the file has no " + ts[i].Name + ", which is " + shapeText(ts[i].Shape) + " in this network")
	}
	return to, nil
}

// isThreshold recognizes output.threshold, and output.HEAD.threshold.
func isThreshold(name string) bool {
	return strings.HasPrefix(name, "output.") && strings.HasSuffix(name, ".threshold")
}

// readData reads the numbers of one entry, checks them, and continues the checksum.
func readData[T Float](r io.Reader, e entry, t *Tensor[T], sum *uint32) error {
	size, at := dtypeSize(e.dtype), 0
	step := t.piece()
	xs := make([]T, min(step, t.Size()))
	return pieces(r, e.end-e.begin, step*size, func(b []byte) error {
		*sum = crc.Update(*sum, b)
		xs = xs[:len(b)/size]
		parseNumbers(xs, b, size)
		if err := checkDomain(t, at, xs); err != nil {
			return err
		}
		t.put(at, xs)
		at += len(xs)
		return nil
	})
}

// parseNumbers makes numbers of bytes, of 4 or 8 each.
func parseNumbers[T Float](xs []T, b []byte, size int) {
	if size == 4 {
		for i := range xs {
			xs[i] = T(math.Float32frombits(binary.LittleEndian.Uint32(b)))
			b = b[4:]
		}
		return
	}
	for i := range xs {
		xs[i] = T(math.Float64frombits(binary.LittleEndian.Uint64(b)))
		b = b[8:]
	}
}

// pieces reads n bytes and hands them to use, a piece of so many bytes at a time: memory that use takes follows what r
// holds, not what the header claims. The piece is valid until use returns.
func pieces(r io.Reader, n, size int, use func(piece []byte) error) error {
	buf := make([]byte, min(n, size))
	for n > 0 {
		piece := buf[:min(n, len(buf))]
		if _, err := io.ReadFull(r, piece); err != nil {
			return err
		}
		if err := use(piece); err != nil {
			return err
		}
		n -= len(piece)
	}
	return nil
}

// cut returns the error of a read that ended in part of a file.
func cut(err error, part string) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errors.New("the file ends within " + part + ": it was not copied whole, or it is no safetensors file")
	}
	return err
}
