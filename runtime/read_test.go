package nn

import (
	"bytes"
	"encoding/binary"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// TestReadFails holds that every prefix of a file, and what follows on it, is an error that changes nothing.
func TestReadFails(t *testing.T) {
	var b bytes.Buffer
	if err := WriteTensors(&b, "f", tensors[float32](false)); err != nil {
		t.Fatal(err)
	}
	for n := range b.Len() + 1 {
		if n < b.Len() {
			err := readNothing(t, bytes.NewReader(b.Bytes()[:n]), "f")
			if want := "the file ends within"; !strings.HasPrefix(err.Error(), want) {
				t.Errorf("after %d bytes: %v", n, err)
			}
		}
		broken := io.MultiReader(bytes.NewReader(b.Bytes()[:n]), iotest.ErrReader(io.ErrClosedPipe))
		if err := readNothing(t, broken, "f"); err != io.ErrClosedPipe {
			t.Errorf("a broken pipe after %d bytes: %v", n, err)
		}
	}
	for _, c := range []struct{ fingerprint, extra, want string }{
		{"f", "x", "the file is damaged: there is more in it than its tensors"},
		{"g", "", "the weights belong to another network: its inputs, layers, output or normalization are not those of " +
			"the spec; train again, or build the spec that the weights were trained with"},
	} {
		if err := readNothing(t, strings.NewReader(b.String()+c.extra), c.fingerprint); err.Error() != c.want {
			t.Errorf("error %q, want %q", err, c.want)
		}
	}
}

// readNothing reads from r, which must fail and leave the tensors as they were, and returns the error.
func readNothing(t *testing.T, r io.Reader, fingerprint string) error {
	t.Helper()
	ts := tensors[float32](true)
	err := ReadTensors(r, fingerprint, ts)
	if err == nil {
		t.Fatal("no error")
	}
	for _, x := range ts {
		if slices.Max(x.Data) != 0 {
			t.Fatalf("%v, but %s was changed", err, x.Name)
		}
	}
	return err
}

// TestHugeClaims holds that memory follows what a file holds, not what it says of itself.
func TestHugeClaims(t *testing.T) {
	claim := func(n uint64) []byte { return append(binary.LittleEndian.AppendUint64(nil, n), `{"x":`...) }
	err := ReadTensors[float32](bytes.NewReader(claim(maxHeader+1)), "", nil)
	if err == nil || err.Error() != "this is no safetensors file: the length of its header, 100000001 bytes, "+
		"is beyond the limit of the format" {
		t.Errorf("a header over the limit: %v", err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err = ReadTensors[float32](bytes.NewReader(claim(maxHeader)), "", nil)
	runtime.ReadMemStats(&after)
	taken := after.TotalAlloc - before.TotalAlloc
	if err == nil || taken > 1<<20 {
		t.Errorf("five bytes of header took %d bytes: %v", taken, err)
	}
}
