//go:build !race

package nn

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// TestClaims holds that memory follows neither what a file says of itself nor its tricks. The race detector takes
// memory of its own.
func TestClaims(t *testing.T) {
	claim := func(n uint64) []byte { return append(binary.LittleEndian.AppendUint64(nil, n), `{"x":`...) }
	header := func(text string) []byte { return file(text) }
	long := strings.Repeat("1,", 200_000)
	entries := strings.Builder{}
	for i := range 15_000 {
		fmt.Fprintf(&entries, `,"%d":{"dtype":"F32","shape":[],"data_offsets":[%d,%d]}`, i, 4*i, 4*i+4)
	}
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"a header over the limit", claim(maxHeader + 1), "this is no safetensors file of a network like this: its header would be 1048577 bytes long, and the most are 1048576"},
		{"a header at the limit", claim(maxHeader), "ends within its header"},
		{"rank", header(`{"x":{"dtype":"F32","shape":[` + long + `1],"data_offsets":[0,4]}}`), "a tensor has at most 32 dimensions"},
		{"a name", header(`{"` + long + `":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}`), "longer than 1024 bytes"},
		{"a type", header(`{"x":{"dtype":"` + long + `","shape":[],"data_offsets":[0,4]}}`), "only F32 and F64 can be read"},
		{"a key", header(`{"x":{"` + long + `":1}}`), "is not known here"},
		{"many tensors", header("{" + entries.String()[1:] + "}"), "but this network has no such tensor"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := ReadTensors[float32](bytes.NewReader(c.file), "", nil)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) || len(err.Error()) > 300 {
			t.Errorf("%s: %.300v", c.name, err)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 16<<20 {
			t.Errorf("%s: %d bytes of file took %d", c.name, len(c.file), taken)
		}
	}
}

// TestStream holds that reading numbers of either type into numbers of either type, and writing them, takes a little memory
// besides where they end up, which generated packages have ready.
func TestStream(t *testing.T) {
	t.Run("float32", testStream[float32])
	t.Run("float64", testStream[float64])
}

func testStream[T Float](t *testing.T) {
	const rows, cols = 1000, 1003
	data := make([]T, 1008*cols)
	ts := []Tensor[T]{{Name: "w", Shape: []int{rows, cols}, Data: data, Stride: 1008}}
	for _, c := range []struct {
		name string
		run  func() error
	}{
		{"F32", func() error { return ReadTensors(zeros("F32", 4*rows*cols), "", ts) }},
		{"F64", func() error { return ReadTensors(zeros("F64", 8*rows*cols), "", ts) }},
		{"check", func() error { return CheckTensors(zeros("F32", 4*rows*cols), "", ts) }},
		{"write", func() error { return WriteTensors(io.Discard, "", ts) }},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := c.run()
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; err != nil || taken > 3<<20 {
			t.Errorf("%s: %d numbers took %d bytes: %v", c.name, rows*cols, taken, err)
		}
	}
}

// zeros is a file whose one tensor w of 1000 rows is that many bytes of 0.
func zeros(dtype string, size int64) io.Reader {
	shape := fmt.Sprintf(`{"w":{"dtype":%q,"shape":[1000,1003],"data_offsets":[0,%d]}}`, dtype, size)
	return io.MultiReader(bytes.NewReader(file(shape)), io.LimitReader(endless{}, size))
}

// endless has nothing but zeros.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
