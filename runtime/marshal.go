package nn

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
)

// Marshal returns what write writes.
func Marshal(write func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	err := write(&b)
	return b.Bytes(), err
}

// Unmarshal has read read data, which must be one whole file of WriteTensors or WriteState and nothing more. What read
// changes is unchanged on the errors that Unmarshal adds.
func Unmarshal(data []byte, read func(io.Reader) error) error {
	h, err := readHeader(bytes.NewReader(data), len(data)/perTensor)
	if err != nil {
		return err
	}
	size := 8 + int(binary.LittleEndian.Uint64(data))
	for _, e := range h.entries {
		size += e.end - e.begin
	}
	if more := len(data) - size; more > 0 {
		return errors.New("the data go on for " + strconv.Itoa(more) + " bytes after their end")
	}
	return read(bytes.NewReader(data))
}

// MarshalText returns what write writes, in base64.
func MarshalText(write func(io.Writer) error) ([]byte, error) {
	b, err := Marshal(write)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.AppendEncode(nil, b), nil
}

// UnmarshalText gives the bytes that text is the base64 of to unmarshal.
func UnmarshalText(text []byte, unmarshal func([]byte) error) error {
	data, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil {
		return errors.New("the text is no base64: " + err.Error())
	}
	return unmarshal(data)
}
