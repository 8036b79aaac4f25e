package weights

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

// TestLayout holds that the numbers of a file are found where they lie, and with the digest that the runtime finds.
func TestLayout(t *testing.T) {
	for _, precision := range []string{"float32", "float64"} {
		s, list := spec.Parse("net.yaml", []byte("version: 1\nmodel: net\nprecision: "+precision+"\ninputs: 3\nlayers:\n  - {units: 2, activation: relu}\n  - {units: 1}\n"+
			"output: {task: regression}\ntrain: {loss: mse, optimizer: {name: sgd, learning_rate: 0.1}}\n"))
		if s == nil {
			t.Fatal(list)
		}
		tensors, want := map[string][]float64{}, []float64{}
		for _, tensor := range append(s.Tensors(), s.NormTensors()...) {
			numbers := make([]float64, product(tensor.Dims))
			for i := range numbers {
				numbers[i] = float64(len(want)+1) / 4
				want = append(want, numbers[i])
			}
			tensors[tensor.Name] = numbers
		}
		var file bytes.Buffer
		if err := Write(&file, s, tensors); err != nil {
			t.Fatal(err)
		}
		l, err := Layout(iotest.OneByteReader(bytes.NewReader(file.Bytes())))
		if err != nil {
			t.Fatal(err)
		}
		var got []float64
		if l.Bits == 32 {
			for _, x := range nn.Embedded32(file.String(), l.From, l.Digest, "net") {
				got = append(got, float64(x))
			}
		} else {
			got = nn.Embedded64(file.String(), l.From, l.Digest, "net")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: the numbers are %v, want %v", precision, got, want)
		}
		var names []string
		for _, stored := range l.Tensors {
			names = append(names, stored.Name)
		}
		if text := strings.Join(names, " "); text != "layer1.weight layer1.bias layer2.weight layer2.bias" {
			t.Errorf("%s: the tensors are %s", precision, text)
		}
	}
}

// TestLayoutOfSeveralTypes holds that there is none where numbers differ in their type.
func TestLayoutOfSeveralTypes(t *testing.T) {
	header := `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}}`
	file := string(rune(len(header))) + "\x00\x00\x00\x00\x00\x00\x00" + header + "123456789012"
	if l, err := Layout(strings.NewReader(file)); l != nil || err != nil {
		t.Errorf("the layout is %v, %v", l, err)
	}
}

func product(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}
