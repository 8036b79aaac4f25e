package statedict

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

// file writes tensors of one type, whose numbers count up from 1.
func file(t *testing.T, typ string, shapes map[string][]int) []byte {
	t.Helper()
	entries := map[string]entry{}
	var data []byte
	for name, shape := range shapes {
		n := 1
		for _, d := range shape {
			n *= d
		}
		e := entry{typ, shape, [2]int{len(data), 0}}
		for i := range n {
			switch x := float32(i + 1); typ {
			case "F32":
				data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
			case "BF16":
				data = binary.LittleEndian.AppendUint16(data, uint16(math.Float32bits(x)>>16))
			case "F16": // 1 to 2048 are 2ᵉ·(1 + f/1024)
				_, exp := math.Frexp(float64(x))
				frac := uint16(float64(x)/math.Ldexp(1, exp-1)*1024) - 1024
				data = binary.LittleEndian.AppendUint16(data, uint16(exp-1+15)<<10|frac)
			default:
				data = append(data, make([]byte, 8)...)
			}
		}
		e.Offsets[1] = len(data)
		entries[name] = e
	}
	header, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...), data...)
}

func parse(t *testing.T, text string) *spec.Spec {
	t.Helper()
	s, problems := spec.Parse("m.yaml", []byte(text))
	if s == nil {
		t.Fatal(problems)
	}
	return s
}

const chain = "version: 1\nmodel: m\ninputs: 4\nnormalize: standard\nlayers: [{units: 8}, {units: 8}, {units: 3}]\noutput: {task: multiclass}\n"

func TestMatch(t *testing.T) {
	shapes := func(a, b, c string) map[string][]int {
		return map[string][]int{a + ".weight": {8, 4}, a + ".bias": {8}, b + ".weight": {8, 8}, b + ".bias": {8}, c + ".weight": {3, 8}, c + ".bias": {3}}
	}
	for _, c := range []struct {
		name, spec string
		shapes     map[string][]int
		want       string // what becomes what, or the error
	}{
		{"sequential", chain, shapes("0", "2", "10"), "layer1.weight=0.weight layer1.bias=0.bias layer2.weight=2.weight layer2.bias=2.bias layer3.weight=10.weight layer3.bias=10.bias"},
		{"names", chain, shapes("enc", "hidden", "out"), "layer1.weight=enc.weight layer1.bias=enc.bias layer2.weight=hidden.weight layer2.bias=hidden.bias layer3.weight=out.weight layer3.bias=out.bias"},
		{"nested", chain, shapes("net.3", "net.5", "net.7"), "layer1.weight=net.3.weight"},
		{"wrong shape", chain, map[string][]int{"0.weight": {8, 5}}, "no tensors of the file fit layer 1 (dense), which has [weight [8 4] bias [8]]; the file has 0.weight [8 5]"},
		{"same shapes in order", strings.Replace(chain, "{units: 8}, {units: 8}", "{units: 4}, {units: 4}", 1),
			map[string][]int{"fc2.weight": {4, 4}, "fc2.bias": {4}, "fc10.weight": {4, 4}, "fc10.bias": {4}, "out.weight": {3, 4}},
			"layer1.weight=fc2.weight layer1.bias=fc2.bias layer2.weight=fc10.weight layer2.bias=fc10.bias layer3.weight=out.weight"},
		{"same shapes without order", strings.Replace(chain, "{units: 8}, {units: 8}", "{units: 4}, {units: 4}", 1),
			map[string][]int{"enc.weight": {4, 4}, "dec.weight": {4, 4}, "out.weight": {3, 4}},
			"dec and enc have the same shapes, and their names do not say which of them is layer 1 (dense)"},
		{"one too many", chain, map[string][]int{"a1.weight": {8, 4}, "a2.weight": {8, 4}, "b.weight": {8, 8}, "c.weight": {3, 8}},
			"1 layer and 2 modules do not fit one by one: a1, a2 have the same shapes"},
	} {
		list, err := Read(file(t, "F32", c.shapes))
		if err != nil {
			t.Fatal(err)
		}
		m, err := For(parse(t, c.spec), list)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			for _, p := range m.Pairs {
				got += p.Tensor + "=" + p.From + " "
			}
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestFill: what the file has not is 0, a scale 1; what the spec has not is listed.
func TestFill(t *testing.T) {
	content := file(t, "F32", map[string][]int{"0.weight": {8, 4}, "2.weight": {8, 8}, "4.weight": {3, 8}, "4.bias": {3}, "head.extra": {7}})
	list, err := Read(content)
	if err != nil {
		t.Fatal(err)
	}
	m, err := For(parse(t, chain), list)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"layer1.bias", "layer2.bias", "input.offset", "input.scale"}; !reflect.DeepEqual(m.Filled, want) {
		t.Errorf("filled %v, want %v", m.Filled, want)
	}
	if want := []string{"head.extra [7] F32"}; !reflect.DeepEqual(m.Extra, want) {
		t.Errorf("extra %v, want %v", m.Extra, want)
	}
	if got := m.Data["input.scale"]; !reflect.DeepEqual(got, []float64{1, 1, 1, 1}) {
		t.Errorf("scale %v", got)
	}
	if got := m.Data["layer3.bias"]; !reflect.DeepEqual(got, []float64{1, 2, 3}) {
		t.Errorf("bias %v", got)
	}
}

func TestTypes(t *testing.T) {
	for _, typ := range []string{"F32", "F16", "BF16"} {
		list, err := Read(file(t, typ, map[string][]int{"x": {2, 3}}))
		if err != nil || !reflect.DeepEqual(list[0].Data, []float64{1, 2, 3, 4, 5, 6}) {
			t.Errorf("%s: %v %v", typ, list, err)
		}
	}
}

func TestBadFiles(t *testing.T) {
	for content, want := range map[string]string{
		"":                                   "this is no file of safetensors",
		"\xff\xff\xff\xff\xff\xff\xff\xff{}": "this is no file of safetensors",
		"PK\x03\x04 and more":                "this is a file of Python's pickle, which is a program and is not run here. Convert it with\n  python -c",
		"\x80\x02}q\x00":                     "this is a file of Python's pickle",
		"\x80\x04\x95\x0c\x00\x00\x00\x00":   "one of scikit-learn with skl2onnx",
		"PK\x03\x04\x00metadata.json":        "a model of Keras: export it as ONNX",
		"\x89HDF\r\n\x1a\n\x00":              "a model of Keras: export it as ONNX",
		"\x1c\x00\x00\x00TFL3\x14":           "a model of TensorFlow Lite",
		"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n": "this is a pointer of Git LFS in the place of the file: git lfs pull fetches that",
		"\n<!DOCTYPE html>\n<html>":          "this is a web page in the place of the file",
		"\x02\x00\x00\x00\x00\x00\x00\x00[]": "its header is no JSON",
	} {
		if _, err := Read([]byte(content)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
}

// TestHeaderLikeAPickle: a header of 640 bytes begins the file with those of a pickle, but is none.
func TestHeaderLikeAPickle(t *testing.T) {
	content := file(t, "F32", map[string][]int{"w": {2}})
	n := binary.LittleEndian.Uint64(content)
	text := append(content[8:8+n:8+n], bytes.Repeat([]byte(" "), int(640-n))...)
	content = append(append(binary.LittleEndian.AppendUint64(nil, 640), text...), content[8+n:]...)
	list, err := Read(content)
	if err != nil || len(list) != 1 || list[0].Data[1] != 2 {
		t.Errorf("%v, %v", list, err)
	}
	for _, n := range []byte{2, 3, 4, 5} {
		if err := foreign(append([]byte{0x80, n, 0, 0, 0, 0, 0, 0}, `{"w":`...)); err != nil {
			t.Errorf("a header of %d bytes: %v", 0x80+int(n)<<8, err)
		}
	}
	if _, err := Read([]byte("\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.")); err != ErrPickle {
		t.Errorf("a pickle: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\x3c\x00\x00\x00\x00\x00\x00\x00{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}      \x00\x00\x80\x3f"))
	f.Fuzz(func(_ *testing.T, b []byte) { Read(b) })
}
