package nn

import (
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/nngen/nngen/runtime/internal/crc"
)

// chunk is the size of the buffer that numbers pass through on their way to and from a file.
const chunk = 1 << 15

// Note is a text in the metadata of a weights file.
type Note struct{ Key, Text string }

// Annotated is a writer that WriteTensors gives the notes to, besides the tensors.
type Annotated struct {
	io.Writer
	Notes []Note
}

// WriteTensors writes ts to w in the safetensors format, in the order given, as F32 or F64 after T. The metadata gets
// the fingerprint of the network, which ReadTensors compares, the notes of w if it is Annotated, and a checksum of all
// that is written. Equal arguments give equal bytes. A number outside the domain of its tensor is an error, before
// anything is written.
func WriteTensors[T Float](w io.Writer, fingerprint string, ts []Tensor[T]) error {
	mustFill(ts, "WriteTensors")
	for i := range ts {
		err := ts[i].pieces(func(from int, xs []T) error { return checkDomain(&ts[i], from, xs) })
		if err != nil {
			return errors.New(err.Error() + "; nothing was written")
		}
	}
	if err := checkOrder(ts); err != nil {
		return errors.New(err.Error() + "; nothing was written")
	}
	notes := []Note{{"format", formatName}, {"fingerprint", fingerprint}}
	if a, ok := w.(Annotated); ok {
		notes = append(notes, a.Notes...)
	}
	head, digits := appendHeader(nil, notes, ts)
	sum, buf := crc.Update(0, head), make([]byte, 0, chunk)
	for i := range ts {
		each(&ts[i], buf, func(b []byte) error {
			sum = crc.Update(sum, b)
			return nil
		})
	}
	copy(head[digits:], checksumText(sum))
	if _, err := w.Write(head); err != nil {
		return err
	}
	for i := range ts {
		err := each(&ts[i], buf, func(b []byte) error {
			_, err := w.Write(b)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// appendHeader appends the length of the header and the header: JSON padded with spaces to a multiple of 8 bytes. The
// digits of the checksum, at the index returned, are zeros.
func appendHeader[T Float](dst []byte, notes []Note, ts []Tensor[T]) (head []byte, digits int) {
	dst = append(dst, make([]byte, 8)...)
	start := len(dst)
	dst = append(dst, `{"__metadata__":{`...)
	for _, n := range notes {
		dst = append(appendJSON(dst, n.Key), ':')
		dst = append(appendJSON(dst, n.Text), ',')
	}
	dst = append(dst, `"`+checksumKey+`":"`...)
	digits = len(dst)
	dst = append(dst, noChecksum+`"}`...)

	dtype, offset := dtypeOf[T](), 0
	for _, t := range ts {
		end := offset + t.Size()*dtypeSize(dtype)
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
	return dst, digits
}

// each hands the bytes of a tensor to use, in pieces of at most the capacity of buf.
func each[T Float](t *Tensor[T], buf []byte, use func([]byte) error) error {
	return t.pieces(func(_ int, xs []T) error { return eachOf(xs, buf, use) })
}

func eachOf[T Float](xs []T, buf []byte, use func([]byte) error) error {
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
		if err := use(buf); err != nil {
			return err
		}
		xs = xs[n:]
	}
	return nil
}
