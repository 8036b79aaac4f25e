package nn

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
)

// ReadTensors fills the Data of ts from a safetensors file. The file must hold exactly these tensors, in any order,
// as F32 or F64, finite, and its fingerprint, if it has one, must be the one given; anything else is an error that says
// what does not fit. On an error no Data was changed.
func ReadTensors[T Float](r io.Reader, fingerprint string, ts []Tensor[T]) error {
	mustFill(ts, "ReadTensors")
	h, err := readHeader(r)
	if err != nil {
		return err
	}
	to, err := match(h, ts)
	if err != nil {
		return err
	}
	if h.fingerprint != "" && h.fingerprint != fingerprint {
		return errors.New("the weights belong to another network: its inputs, layers, output or normalization are " +
			"not those of the spec; train again, or build the spec that the weights were trained with")
	}
	read, err := readAll[T](r, h.entries)
	if err != nil {
		return err
	}
	for i, xs := range read {
		copy(ts[to[i]].Data, xs)
	}
	return nil
}

// match returns for each entry the index of its tensor. Each must have one, of its shape, and no tensor be left.
func match[T Float](h *header, ts []Tensor[T]) ([]int, error) {
	index := make(map[string]int, len(ts))
	for i, t := range ts {
		index[t.Name] = i
	}
	to, found := make([]int, len(h.entries)), make([]bool, len(ts))
	for i, e := range h.entries {
		k, ok := index[e.name]
		if !ok {
			return nil, errors.New("the file has " + e.name + ", which is " + shapeText(e.shape) +
				", but this network has no such tensor")
		}
		if !slices.Equal(e.shape, ts[k].Shape) {
			return nil, errors.New(e.name + " is " + shapeText(e.shape) + " in the file, but " +
				shapeText(ts[k].Shape) + " in this network")
		}
		to[i], found[k] = k, true
	}
	if i := slices.Index(found, false); i >= 0 {
		return nil, errors.New("the file has no " + ts[i].Name + ", which is " + shapeText(ts[i].Shape) + " in this network")
	}
	return to, nil
}

// readAll reads the data of all entries and the end of the file.
func readAll[T Float](r io.Reader, entries []entry) ([][]T, error) {
	all := make([][]T, len(entries))
	for i, e := range entries {
		xs, err := readData[T](r, e)
		if err != nil {
			return nil, cut(err, e.name)
		}
		if k := nonFinite(xs); k >= 0 {
			return nil, errors.New(notFinite(e.name, k))
		}
		all[i] = xs
	}
	var more [1]byte
	switch _, err := io.ReadFull(r, more[:]); err {
	case io.EOF:
		return all, nil
	case nil:
		return nil, errors.New("the file is damaged: there is more in it than its tensors")
	default:
		return nil, err
	}
}

// readData reads the numbers of one entry.
func readData[T Float](r io.Reader, e entry) (xs []T, err error) {
	size := dtypeSize(e.dtype)
	err = pieces(r, e.end-e.begin, func(b []byte) {
		for ; len(b) > 0; b = b[size:] {
			if size == 4 {
				xs = append(xs, T(math.Float32frombits(binary.LittleEndian.Uint32(b))))
			} else {
				xs = append(xs, T(math.Float64frombits(binary.LittleEndian.Uint64(b))))
			}
		}
	})
	return xs, err
}

// pieces reads n bytes and hands them to use, a piece at a time: memory that use takes follows what r holds, not what
// the header claims. The piece is valid until use returns.
func pieces(r io.Reader, n int, use func(piece []byte)) error {
	buf := make([]byte, min(n, chunk))
	for n > 0 {
		piece := buf[:min(n, len(buf))]
		if _, err := io.ReadFull(r, piece); err != nil {
			return err
		}
		use(piece)
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
