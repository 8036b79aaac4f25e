package nn

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// A tensor that is optional may be missing, and a threshold that is none of the network's is read over; both must be numbers
// that they can be.
func TestReadThreshold(t *testing.T) {
	plain := func() []Tensor[float64] {
		return []Tensor[float64]{{Name: "layer1.bias", Shape: []int{1}, Data: []float64{7}}}
	}
	with := func(v float64, domain Domain) []Tensor[float64] {
		return append(plain(), Tensor[float64]{Name: "output.threshold", Shape: []int{1}, Data: []float64{v}, Domain: domain, Optional: true})
	}
	written := func(ts []Tensor[float64]) *bytes.Buffer {
		var b bytes.Buffer
		if err := WriteTensors(&b, "f", ts); err != nil {
			t.Fatal(err)
		}
		return &b
	}
	for _, c := range []struct {
		file []Tensor[float64]
		want float64
	}{{plain(), 0.5}, {with(0.25, 0), 0.25}} {
		ts := with(0.5, Probability)
		if err := ReadTensors(written(c.file), "f", ts); err != nil || ts[1].Data[0] != c.want || ts[0].Data[0] != 7 {
			t.Errorf("%v: %v, want %v", ts, err, c.want)
		}
	}
	if err := ReadTensors(written(with(0.25, 0)), "f", plain()); err != nil {
		t.Error("a threshold in the file: ", err)
	}
	for _, ts := range [][]Tensor[float64]{plain(), with(0.5, Probability)} {
		err := ReadTensors(written(with(1.5, 0)), "f", ts)
		if want := "output.threshold holds what is no probability, at index 0"; err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestReadRange: the upper end of a range is not below the lower one, in whatever order a file has them, and where nothing but
// the file is checked.
func TestReadRange(t *testing.T) {
	of := func(low, high float64, above string) []Tensor[float64] {
		return []Tensor[float64]{{Name: "low", Shape: []int{2}, Data: []float64{-1, low}}, {Name: "high", Shape: []int{2}, Data: []float64{3, high}, Above: above}}
	}
	for _, c := range []struct {
		low, high float64
		want      string
	}{{1, 2, ""}, {2, 2, ""}, {2, 1, "high holds less than low, at index 1"}} {
		for _, turned := range []bool{false, true} {
			file := of(c.low, c.high, "")
			if turned {
				slices.Reverse(file)
			}
			var b bytes.Buffer
			if err := WriteTensors(&b, "f", file); err != nil {
				t.Fatal(err)
			}
			text := b.Bytes()
			for what, err := range map[string]error{"read": ReadTensors(bytes.NewReader(text), "f", of(0, 0, "low")), "checked": CheckTensors(bytes.NewReader(text), "f", of(0, 0, "low"))} {
				if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
					t.Errorf("%g to %g, %s: %v, want %q", c.low, c.high, what, err, c.want)
				}
			}
		}
		err := WriteTensors(io.Discard, "f", of(c.low, c.high, "low"))
		if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want+"; nothing was written" {
			t.Errorf("%g to %g, written: %v, want %q", c.low, c.high, err, c.want)
		}
	}
}

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
