package nn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestWriteTensors(t *testing.T) {
	var got bytes.Buffer
	ts := []Tensor[float32]{{Name: "w", Shape: []int{1, 2}, Data: []float32{1, -2}}, {Name: "s", Shape: nil, Data: []float32{0.5}}}
	if err := WriteTensors(Annotated{&got, []Note{{"score", "1"}}}, "a\"b\n", ts); err != nil {
		t.Fatal(err)
	}
	header := `{"__metadata__":{"format":"nngen","fingerprint":"a\"b\u000a","score":"1","crc32":"00000000"},` +
		`"w":{"dtype":"F32","shape":[1, 2],"data_offsets":[0, 8]},"s":{"dtype":"F32","shape":[],"data_offsets":[8, 12]}}`
	header += strings.Repeat(" ", 7-(len(header)+7)%8)
	want := file(header, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f)
	sum := fmt.Sprintf("%08x", crc32.ChecksumIEEE(want))
	want = bytes.Replace(want, []byte("00000000"), []byte(sum), 1)
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("wrote %q\nwant  %q", got.Bytes(), want)
	}
}

// TestHeaderIsJSON holds the header against encoding/json, with a fingerprint that needs every kind of escape.
func TestHeaderIsJSON(t *testing.T) {
	const fingerprint = "\x00\x1f\t\"\\/é😀\u2028"
	var b bytes.Buffer
	if err := WriteTensors(&b, fingerprint, tensors[float64](false)); err != nil {
		t.Fatal(err)
	}
	size := binary.LittleEndian.Uint64(b.Bytes())
	var header map[string]struct {
		Format, Fingerprint, Dtype string
		Shape                      []int
		Offsets                    []int `json:"data_offsets"`
	}
	if err := json.Unmarshal(b.Bytes()[8:8+size], &header); err != nil {
		t.Fatal(err)
	}
	if meta := header["__metadata__"]; size%8 != 0 || meta.Format != "nngen" || meta.Fingerprint != fingerprint {
		t.Errorf("%d bytes of header, with %+v", size, meta)
	}
	if w := header["layer2.weight"]; w.Dtype != "F64" || !slices.Equal(w.Shape, []int{1, 3}) ||
		!slices.Equal(w.Offsets, []int{72, 96}) || b.Len() != int(8+size)+13*8 {
		t.Errorf("layer2.weight is %v in a file of %d bytes", w, b.Len())
	}
}

// fullDisk takes so many bytes and no more.
type fullDisk int

func (d *fullDisk) Write(b []byte) (int, error) {
	n := min(len(b), int(*d))
	*d -= fullDisk(n)
	if n < len(b) {
		return n, io.ErrShortWrite
	}
	return n, nil
}

func TestWriteTensorsFails(t *testing.T) {
	var b bytes.Buffer
	if err := WriteTensors(&b, "f", tensors[float32](false)); err != nil {
		t.Fatal(err)
	}
	for n := range b.Len() {
		disk := fullDisk(n)
		if err := WriteTensors(&disk, "f", tensors[float32](false)); err != io.ErrShortWrite {
			t.Fatalf("a disk with %d of %d bytes left: %v", n, b.Len(), err)
		}
	}
}
