package nn

import (
	"bytes"
	"strings"
	"testing"
)

func TestStateRoundTrip(t *testing.T) {
	want := []float32{1, -2, 3}
	var file bytes.Buffer
	if err := WriteState(&file, "f", 7, 1<<40, []Tensor[float32]{{"m.w", []int{3}, want}}); err != nil {
		t.Fatal(err)
	}
	got := make([]float32, 3)
	epoch, updates, err := ReadState(&file, "f", []Tensor[float32]{{"m.w", []int{3}, got}})
	if err != nil || epoch != 7 || updates != 1<<40 || got[1] != -2 {
		t.Errorf("got epoch %d, updates %d, %v, %v", epoch, updates, got, err)
	}
}

func TestStateRefuses(t *testing.T) {
	var whole bytes.Buffer
	if err := WriteState(&whole, "f", 1, 1, []Tensor[float32]{{"m.w", []int{1}, []float32{5}}}); err != nil {
		t.Fatal(err)
	}
	good := whole.String()
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "cut short"},
		{"half a head", good[:20], "cut short"},
		{"other file", strings.Repeat("x", 64), "not a training state"},
		{"epoch", good[:8] + strings.Repeat("\xff", 8) + good[16:], "out of range"},
		{"no tensors", good[:24], ""},
		{"half a tensor", good[:len(good)-1], ""},
	} {
		got := []float32{9}
		_, _, err := ReadState(strings.NewReader(c.file), "f", []Tensor[float32]{{"m.w", []int{1}, got}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
		if got[0] != 9 {
			t.Errorf("%s: a refused file changed the tensor", c.name)
		}
	}
}

func TestChecksPanic(t *testing.T) {
	for what, f := range map[string]func(){
		"Params: the slice has 2 entries, but the model needs 3": func() { CheckLen("Params", 2, 3) },
		"a target is class 3, but the classes are 0 to 2":        func() { F32CrossEntropyRows(make([]float32, 3), []int{3}, 3) },
		"a target is class -1, but the classes are 0 to 1":       func() { F64CrossEntropyGradRows(make([]float64, 2), make([]float64, 2), []int{-1}, 2, 1) },
		"Loss: the batch is empty":                               func() { CheckBatch("Loss", 0, 0) },
		"Loss: the batch has 2 inputs, but 3 on the other side":  func() { CheckBatch("Loss", 2, 3) },
	} {
		func() {
			defer func() {
				if got := recover(); got != what {
					t.Errorf("got panic %v, want %q", got, what)
				}
			}()
			f()
		}()
	}
	if n := CheckBatch("Loss", 4, 4); n != 4 {
		t.Errorf("CheckBatch returned %d", n)
	}
}
