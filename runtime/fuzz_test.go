package nn

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// FuzzReadTensors holds that no file makes reading panic, and that what was read
// is what the file says: written again and read again it is the same.
func FuzzReadTensors(f *testing.F) {
	const x = `{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"fingerprint":"f"}}`
	f.Add(file(x, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0))
	f.Add(file(`{"x":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}`, make([]byte, 16)...))
	f.Add(file(`{"\u0078":{"shape":[],"data_offsets":[0,4]}}`, 1, 2, 3))
	f.Fuzz(func(t *testing.T, b []byte) {
		data, again := []float64{7, 8}, []float64{0, 0}
		if err := ReadTensors(bytes.NewReader(b), "f", []Tensor[float64]{{Name: "x", Shape: []int{2}, Data: data}}); err != nil {
			return
		}
		var out bytes.Buffer
		if err := WriteTensors(&out, "f", []Tensor[float64]{{Name: "x", Shape: []int{2}, Data: data}}); err != nil {
			t.Fatal(err)
		}
		if err := ReadTensors(&out, "f", []Tensor[float64]{{Name: "x", Shape: []int{2}, Data: again}}); err != nil || !kerneltest.SameBits(data, again) {
			t.Fatalf("%v comes back as %v: %v", data, again, err)
		}
	})
}

// FuzzHeader holds the parser against encoding/json: what it accepts is JSON, with the same names in it.
func FuzzHeader(f *testing.F) {
	f.Add(`{"x":{"dtype":"F32","shape":[2, 10],"data_offsets":[0,80]}}`)
	f.Add(`{"__metadata__":{"fingerprint":"\ud83d\ude00\"\n\u00e9"},"":{"dtype":"","shape":[],"data_offsets":[]}} `)
	f.Fuzz(func(t *testing.T, text string) {
		h, err := parseHeader(text)
		if err != nil {
			return
		}
		var want map[string]map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatalf("%q was accepted: %v", text, err)
		}
		if got := decode[string](t, want["__metadata__"]["fingerprint"]); got != h.note("fingerprint") {
			t.Errorf("%q: fingerprint %q, want %q", text, h.note("fingerprint"), got)
		}
		for _, e := range h.entries {
			w := want[e.name]
			if decode[string](t, w["dtype"]) != e.dtype || !slices.Equal(decode[[]int](t, w["shape"]), e.shape) ||
				decode[[2]int](t, w["data_offsets"]) != [2]int{e.begin, e.end} {
				t.Errorf("%q: %+v, want %s", text, e, w)
			}
		}
	})
}

// decode returns the value that raw stands for, zero where there is none.
func decode[V any](t *testing.T, raw json.RawMessage) (v V) {
	if raw != nil {
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
	}
	return v
}
