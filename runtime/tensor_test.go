package nn

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
	"testing/iotest"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// tensors returns those of a 2-3-1 network, filled with different numbers, or with zeros.
func tensors[T Float](zeros bool) []Tensor[T] {
	ts := []Tensor[T]{
		{Name: "layer1.weight", Shape: []int{3, 2}, Data: make([]T, 6)},
		{Name: "layer1.bias", Shape: []int{3}, Data: make([]T, 3)},
		{Name: "layer2.weight", Shape: []int{1, 3}, Data: make([]T, 3)},
		{Name: "layer2.bias", Shape: []int{1}, Data: make([]T, 1)},
	}
	for i, t := range ts {
		for j := range t.Data {
			if !zeros {
				t.Data[j] = T(i+1) + T(j)/8
			}
		}
	}
	return ts
}

// file returns a weights file of header and data, with the header's true length in front.
func file(header string, data ...byte) []byte {
	dst := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(dst, header...), data...)
}

func TestRoundTrip(t *testing.T) {
	t.Run("float32", testRoundTrip[float32])
	t.Run("float64", testRoundTrip[float64])
}

func testRoundTrip[T Float](t *testing.T) {
	var b bytes.Buffer
	want, got := tensors[T](false), tensors[T](true)
	want[0].Data[0], want[0].Data[1] = T(math.Copysign(0, -1)), math.SmallestNonzeroFloat32
	// Longer than the buffer, so that pieces are put together.
	want = append(want, Tensor[T]{Name: "long", Shape: []int{3, 7001}, Data: kerneltest.Ramp[T](3 * 7001)})
	got = append(got, Tensor[T]{Name: "long", Shape: []int{3, 7001}, Data: make([]T, 3*7001)})
	if err := WriteTensors(&b, "f", want); err != nil {
		t.Fatal(err)
	}
	if err := ReadTensors(iotest.HalfReader(&b), "f", got); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !kerneltest.SameBits(want[i].Data, got[i].Data) {
			t.Errorf("%s comes back as %v, want %v", want[i].Name, got[i].Data, want[i].Data)
		}
	}
}

// TestOtherTools reads what nngen does not write itself: another order, types mixed, no fingerprint, white space.
func TestOtherTools(t *testing.T) {
	data := []byte{0, 0, 0, 0x40, 0, 0, 0x40, 0x40}
	data = binary.LittleEndian.AppendUint64(data, math.Float64bits(0.1))
	b := file(" {\"\\u0062\\t\" :\n{\"data_offsets\":[8,16],\"shape\":[],\"dtype\":\"F64\"} , \"__metadata__\":{\"format\":\"pt\"},"+
		"\"\\ud83d\\ude00\":{\"dtype\":\"F32\",\"shape\":[2, 1],\"data_offsets\":[0,8]}}\t  ", data...)
	w, s := make([]float32, 2), make([]float32, 1)
	ts := []Tensor[float32]{{Name: "😀", Shape: []int{2, 1}, Data: w}, {Name: "b\t", Shape: nil, Data: s}}
	if err := ReadTensors(bytes.NewReader(b), "f", ts); err != nil {
		t.Fatal(err)
	}
	if w[0] != 2 || w[1] != 3 || s[0] != 0.1 {
		t.Errorf("read %v and %v, want [2 3] and [0.1]", w, s)
	}
}

// TestNotFinite holds that a number which is not finite neither goes into a file nor comes out of one.
func TestNotFinite(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		ts := tensors[float64](false)
		ts[1].Data[2] = v
		const where = "layer1.bias holds a number that is not finite, at index 2"
		var b bytes.Buffer
		if err := WriteTensors(&b, "", ts); err == nil || err.Error() != where+"; nothing was written" || b.Len() > 0 {
			t.Errorf("WriteTensors of %v: %v, after %d bytes", v, err, b.Len())
		}
	}
	// 1e300 is finite in the file, but not in a float32.
	b := file(`{"x":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}`, make([]byte, 8)...)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(1e300))
	err := ReadTensors(bytes.NewReader(b), "", []Tensor[float32]{{Name: "x", Shape: []int{2}, Data: make([]float32, 2)}})
	if err == nil || err.Error() != "x holds a number that is not finite, at index 1" {
		t.Errorf("1e300 as float32: %v", err)
	}
}
