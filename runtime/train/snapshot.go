package train

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// snapshot is a model as it was after an epoch: its parameters, or with Job.Statistics its weights file, which has the
// running statistics that belong to them.
type snapshot[E Float] struct {
	params []E
	file   []byte
}

// snap takes a snapshot of the model, whose parameters are params.
func (s *session[E]) snap(k *snapshot[E], params []E) error {
	if !s.job.Statistics {
		copy(k.params, params)
		return nil
	}
	var b bytes.Buffer
	err := s.model.Write(&b)
	k.file = b.Bytes()
	return err
}

// putBack makes the model what it was.
func (s *session[E]) putBack(k *snapshot[E]) error {
	if !s.job.Statistics {
		s.model.SetParams(k.params)
		return nil
	}
	m := s.model.reader()
	if m == nil {
		return errors.New("internal error: the model does not read weights")
	}
	return m.UnmarshalBinary(k.file)
}

// bytes are the snapshot as a checkpoint has it.
func (k *snapshot[E]) bytes() []byte {
	if k.file != nil {
		return k.file
	}
	list := make([]byte, 0, 8*len(k.params))
	for _, v := range k.params {
		list = binary.LittleEndian.AppendUint64(list, math.Float64bits(float64(v)))
	}
	return list
}

// read takes the snapshot from the bytes of a checkpoint.
func (k *snapshot[E]) read(text []byte) error {
	if k.file != nil {
		k.file = text
		return nil
	}
	if len(text) != 8*len(k.params) {
		return fmt.Errorf("it has %d parameters, and the network %d", len(text)/8, len(k.params))
	}
	for i := range k.params {
		k.params[i] = E(math.Float64frombits(binary.LittleEndian.Uint64(text[8*i:])))
	}
	return nil
}
