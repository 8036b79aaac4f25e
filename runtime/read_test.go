package nn

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// TestReadFails holds that every prefix of a file is an error, and that of the stream is passed on.
func TestReadFails(t *testing.T) {
	var b bytes.Buffer
	if err := WriteTensors(&b, "f", tensors[float32](false)); err != nil {
		t.Fatal(err)
	}
	for n := range b.Len() {
		err := ReadTensors(bytes.NewReader(b.Bytes()[:n]), "f", tensors[float32](true))
		if err == nil || !strings.HasPrefix(err.Error(), "the file ends within") {
			t.Errorf("after %d bytes: %v", n, err)
		}
		broken := io.MultiReader(bytes.NewReader(b.Bytes()[:n]), iotest.ErrReader(io.ErrClosedPipe))
		if err := ReadTensors(broken, "f", tensors[float32](true)); err != io.ErrClosedPipe {
			t.Errorf("a broken pipe after %d bytes: %v", n, err)
		}
	}
	err := ReadTensors(&b, "g", tensors[float32](true))
	if want := "the weights belong to another network: its inputs, layers, output or normalization are not those of " +
		"the spec; train again, or build the spec that the weights were trained with"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

// TestFlippedBits holds that no bit of a file can be another without an error, unless the numbers are the same.
func TestFlippedBits(t *testing.T) {
	var b bytes.Buffer
	want := tensors[float32](false)
	if err := WriteTensors(&b, "f", want); err != nil {
		t.Fatal(err)
	}
	accepted := 0
	for i := range 8 * b.Len() {
		flipped := bytes.Clone(b.Bytes())
		flipped[i/8] ^= 1 << (i % 8)
		got := tensors[float32](true)
		if ReadTensors(bytes.NewReader(flipped), "f", got) != nil {
			continue
		}
		accepted++
		for k := range want {
			if !slices.Equal(got[k].Data, want[k].Data) {
				t.Fatalf("bit %d of %q: %s is %v", i, b.Bytes(), want[k].Name, got[k].Data)
			}
		}
	}
	// The words format, nngen and crc32 decide whether there is a checksum.
	if limit := 8 * len("formatnngencrc32"); accepted > limit {
		t.Errorf("%d bits are not covered, more than %d", accepted, limit)
	}
	if err := ReadTensors(bytes.NewReader(bytes.Replace(b.Bytes(), []byte("crc32"), []byte("other"), 1)), "f", want); err != nil {
		t.Errorf("a file without a checksum: %v", err)
	}
}

// TestDomains holds which numbers a scale and a mean of squares may be, on the way in and out.
func TestDomains(t *testing.T) {
	for _, c := range []struct {
		domain Domain
		x      float32
		good   bool
	}{
		{0, -1, true}, {0, 0, true}, {NonNegative, 0, true}, {NonNegative, 1e-45, true}, {NonNegative, -1e-45, false},
		{Scale, 1, true}, {Scale, -1, true}, {Scale, 0x1p-126, true}, {Scale, 0x1p-127, false}, {Scale, 0, false},
	} {
		ts := []Tensor[float32]{{Name: "x", Shape: []int{2}, Data: []float32{1, c.x}}}
		var b bytes.Buffer
		if err := WriteTensors(&b, "", ts); err != nil {
			t.Fatal(err)
		}
		within := Within(c.domain, ts)
		if err := WriteTensors(io.Discard, "", within); (err == nil) != c.good {
			t.Errorf("writing %v in domain %d: %v", c.x, c.domain, err)
		}
		if err := ReadTensors(&b, "", within); (err == nil) != c.good || err != nil && !strings.HasSuffix(err.Error(), "at index 1") {
			t.Errorf("reading %v in domain %d: %v", c.x, c.domain, err)
		}
	}
}

func TestReadNotes(t *testing.T) {
	var b bytes.Buffer
	if err := WriteTensors(Annotated{&b, []Note{{"score", "0.5"}}}, "f", tensors[float32](false)); err != nil {
		t.Fatal(err)
	}
	notes, err := ReadNotes(&b)
	if err != nil || !slices.Contains(notes, Note{"score", "0.5"}) {
		t.Errorf("%v: %v", notes, err)
	}
	if _, err := ReadNotes(bytes.NewReader(file(`{"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}`, 0, 0, 0, 0))); err == nil {
		t.Error("a file of another tool has notes")
	}
}
