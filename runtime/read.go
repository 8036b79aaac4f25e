package nn

import (
	"errors"
	"io"
	"math"
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
	at, err := match(h, ts)
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
	for i, t := range ts {
		copy(t.Data, read[at[i]])
	}
	return nil
}

// match returns for each tensor the index of its entry. Every tensor must have one, of its shape, and none be left.
func match[T Float](h *header, ts []Tensor[T]) ([]int, error) {
	index := make(map[string]int, len(h.entries))
	for i, e := range h.entries {
		index[e.name] = i
	}
	at := make([]int, len(ts))
	for i, t := range ts {
		k, ok := index[t.Name]
		if !ok {
			return nil, errors.New("the file has no " + t.Name + ", which is " + shapeText(t.Shape) + " in this network")
		}
		if e := h.entries[k]; !sameShape(e.shape, t.Shape) {
			return nil, errors.New(t.Name + " is " + shapeText(e.shape) + " in the file, but " +
				shapeText(t.Shape) + " in this network")
		}
		at[i] = k
		delete(index, t.Name)
	}
	for _, e := range h.entries {
		if _, ok := index[e.name]; ok {
			return nil, errors.New("the file has " + e.name + ", which is " + shapeText(e.shape) +
				", but this network has no such tensor")
		}
	}
	return at, nil
}

func shapeText[I int | int64](shape []I) string { return string(appendShape(nil, shape)) }

func sameShape(a []int64, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i, n := range a {
		if n != int64(b[i]) {
			return false
		}
	}
	return true
}

// readAll reads the data of all entries and the end of the file.
func readAll[T Float](r io.Reader, entries []entry) ([][]T, error) {
	buf := make([]byte, chunk)
	all := make([][]T, len(entries))
	for i, e := range entries {
		xs, err := readData[T](r, e, buf)
		if err != nil {
			return nil, cut(err, e.name)
		}
		if k := nonFinite(xs); k >= 0 {
			return nil, errors.New(notFinite(e.name, k))
		}
		all[i] = xs
	}
	switch _, err := io.ReadFull(r, buf[:1]); err {
	case io.EOF:
		return all, nil
	case nil:
		return nil, errors.New("the file is damaged: there is more in it than its tensors")
	default:
		return nil, err
	}
}

// readData reads the numbers of one entry through buf. It allocates only as much as the file turns out to hold.
func readData[T Float](r io.Reader, e entry, buf []byte) ([]T, error) {
	size := dtypeSize(e.dtype)
	var xs []T
	for rest := e.end - e.begin; rest > 0; {
		n := min(rest, int64(len(buf)))
		if _, err := io.ReadFull(r, buf[:n]); err != nil {
			return nil, err
		}
		xs = appendFloats(xs, buf[:n], size)
		rest -= n
	}
	return xs, nil
}

// appendFloats appends the numbers of size bytes in buf.
func appendFloats[T Float](xs []T, buf []byte, size int) []T {
	for ; len(buf) > 0; buf = buf[size:] {
		if size == 4 {
			xs = append(xs, T(math.Float32frombits(getUint32(buf))))
		} else {
			xs = append(xs, T(math.Float64frombits(getUint64(buf))))
		}
	}
	return xs
}
