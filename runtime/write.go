package nn

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
)

// chunk is the size of the buffer that numbers pass through on their way to and from a file.
const chunk = 1 << 15

// WriteTensors writes ts to w in the safetensors format, in the order given, as F32 or F64 after T. The metadata gets
// the fingerprint of the network, which ReadTensors compares. Equal arguments give equal bytes. A number that is not
// finite is an error, before anything is written.
func WriteTensors[T Float](w io.Writer, fingerprint string, ts []Tensor[T]) error {
	mustFill(ts, "WriteTensors")
	for _, t := range ts {
		if i := nonFinite(t.Data); i >= 0 {
			return errors.New(notFinite(t.Name, i) + "; nothing was written")
		}
	}
	if _, err := w.Write(appendHeader(nil, fingerprint, ts)); err != nil {
		return err
	}
	buf := make([]byte, 0, chunk)
	for _, t := range ts {
		if err := writeData(w, t.Data, buf); err != nil {
			return err
		}
	}
	return nil
}

func notFinite(name string, i int) string {
	return name + " holds a number that is not finite, at index " + strconv.Itoa(i)
}

// appendHeader appends the length of the header and the header: JSON padded with spaces to a multiple of 8 bytes.
func appendHeader[T Float](dst []byte, fingerprint string, ts []Tensor[T]) []byte {
	dst = append(dst, make([]byte, 8)...)
	start := len(dst)
	dst = append(dst, `{"__metadata__":{"format":"nngen","fingerprint":`...)
	dst = appendJSON(dst, fingerprint)
	dst = append(dst, '}')

	dtype, offset := dtypeOf[T](), 0
	for _, t := range ts {
		end := offset + len(t.Data)*dtypeSize(dtype)
		dst = append(dst, ',')
		dst = appendJSON(dst, t.Name)
		dst = append(dst, `:{"dtype":"`+dtype+`","shape":`+shapeText(t.Shape)...)
		dst = append(dst, `,"data_offsets":`+shapeText([]int{offset, end})+`}`...)
		offset = end
	}

	dst = append(dst, '}')
	for (len(dst)-start)%8 != 0 {
		dst = append(dst, ' ')
	}
	binary.LittleEndian.PutUint64(dst[start-8:], uint64(len(dst)-start))
	return dst
}

// writeData writes xs in pieces of the capacity of buf.
func writeData[T Float](w io.Writer, xs []T, buf []byte) error {
	size := dtypeSize(dtypeOf[T]())
	for len(xs) > 0 {
		n := min(len(xs), cap(buf)/size)
		buf = buf[:n*size]
		for i, x := range xs[:n] {
			if size == 4 {
				binary.LittleEndian.PutUint32(buf[4*i:], math.Float32bits(float32(x)))
			} else {
				binary.LittleEndian.PutUint64(buf[8*i:], math.Float64bits(float64(x)))
			}
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
		xs = xs[n:]
	}
	return nil
}
