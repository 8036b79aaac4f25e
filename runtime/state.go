package nn

import (
	"encoding/binary"
	"errors"
	"io"
)

// stateMagic begins the file of a trainer's state; two counters and a weights file follow.
const stateMagic = "nngenst1"

// maxEpoch is the largest epoch that fits an int everywhere.
const maxEpoch = 1<<31 - 1

// WriteState writes the counters of a trainer and the tensors of its optimizer.
func WriteState[T Float](w io.Writer, fingerprint string, epoch int, updates uint64, ts []Tensor[T]) error {
	head := binary.LittleEndian.AppendUint64([]byte(stateMagic), uint64(epoch))
	head = binary.LittleEndian.AppendUint64(head, updates)
	if _, err := w.Write(head); err != nil {
		return err
	}
	return WriteTensors(w, fingerprint, ts)
}

// ReadState reads what WriteState wrote. The tensors are filled only when everything fits.
func ReadState[T Float](r io.Reader, fingerprint string, ts []Tensor[T]) (epoch int, updates uint64, err error) {
	var head [len(stateMagic) + 16]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, 0, errors.New("the training state is cut short")
	}
	if string(head[:len(stateMagic)]) != stateMagic {
		return 0, 0, errors.New("this is not a training state written by nngen")
	}
	e := binary.LittleEndian.Uint64(head[8:])
	if e > maxEpoch {
		return 0, 0, errors.New("the training state is damaged: its epoch is out of range")
	}
	if err := ReadTensors(r, fingerprint, ts); err != nil {
		return 0, 0, err
	}
	return int(e), binary.LittleEndian.Uint64(head[16:]), nil
}
