package nn

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
)

func TestStateRoundTrip(t *testing.T) {
	want := []float32{1, -2, 3}
	var file bytes.Buffer
	if err := WriteState(&file, "f", "sgd", 7, 1<<40, []Tensor[float32]{{Name: "m.w", Shape: []int{3}, Data: want}}); err != nil {
		t.Fatal(err)
	}
	got := make([]float32, 3)
	epoch, updates, err := ReadState(&file, "f", "sgd", []Tensor[float32]{{Name: "m.w", Shape: []int{3}, Data: got}})
	if err != nil || epoch != 7 || updates != 1<<40 || got[1] != -2 {
		t.Errorf("got epoch %d, updates %d, %v, %v", epoch, updates, got, err)
	}
}

// TestOneStream reads a model, its state and what follows from one stream, each to its own end.
func TestOneStream(t *testing.T) {
	var stream bytes.Buffer
	ts := tensors[float32](false)
	if err := errors.Join(WriteTensors(&stream, "f", ts), WriteState(&stream, "f", "sgd", 1, 2, ts), WriteTensors(&stream, "f", ts)); err != nil {
		t.Fatal(err)
	}
	stream.WriteString("rest")
	errModel := ReadTensors(&stream, "f", tensors[float32](true))
	_, updates, errState := ReadState(&stream, "f", "sgd", tensors[float32](true))
	errAgain := ReadTensors(&stream, "f", tensors[float32](true))
	if err := errors.Join(errModel, errState, errAgain); err != nil || updates != 2 || stream.String() != "rest" {
		t.Errorf("%v; %d updates, then %q", err, updates, stream.String())
	}
}

func TestStateRefuses(t *testing.T) {
	state := func(optimizer string, epoch int, updates uint64) string {
		var b bytes.Buffer
		if err := WriteState(&b, "f", optimizer, epoch, updates, []Tensor[float32]{{Name: "v.w", Shape: []int{1}, Data: []float32{-5}}}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	good := state("adam", 1, 1)
	var model bytes.Buffer
	if err := WriteTensors(&model, "f", tensors[float32](false)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "ends within its header"},
		{"half a head", good[:20], "ends within its header"},
		{"text", strings.Repeat("x", 64), "no safetensors file"},
		{"a model", model.String(), "not a training state"},
		{"another optimizer", state("adamw", 1, 1), "was written by adamw, but this trainer's optimizer is adam"},
		{"epoch", strings.Replace(state("adam", 12, 1), `"12"`, `"-1"`, 1), "epoch is out of range"},
		{"updates", strings.Replace(state("adam", 1, 1<<53), "992", "993", 1), "number of updates is out of range"},
		{"half a tensor", good[:len(good)-1], "ends within v.w"},
		{"a negative square", good, "v.w holds a negative number, but it is made of squares, at index 0"},
	} {
		squares := Within(NonNegative, []Tensor[float32]{{Name: "v.w", Shape: []int{1}, Data: make([]float32, 1)}})
		if _, _, err := ReadState(strings.NewReader(c.file), "f", "adam", squares); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

// TestStateCounters: what is written can be read, and what could not be is not written.
func TestStateCounters(t *testing.T) {
	ts := []Tensor[float64]{{Name: "m.w", Shape: []int{1}, Data: []float64{2}}}
	for _, c := range []struct {
		epoch   int
		updates uint64
		want    string
	}{
		{0, 0, ""},
		{math.MaxInt32, 1 << 53, ""},
		{-1, 1, "the epoch is -1, but a training state counts from 0 to 2147483647; nothing was written"},
		{math.MinInt, 1, "; nothing was written"},
		{1, 1<<53 + 1, "a training state counts no more than 9007199254740992 updates; nothing was written"},
	} {
		var b bytes.Buffer
		err := WriteState(&b, "f", "adam", c.epoch, c.updates, ts)
		if c.want != "" {
			if err == nil || !strings.HasSuffix(err.Error(), c.want) || b.Len() > 0 {
				t.Errorf("%d, %d: %v and %d bytes, want %q", c.epoch, c.updates, err, b.Len(), c.want)
			}
			continue
		}
		epoch, updates, read := ReadState(&b, "f", "adam", ts)
		if err != nil || read != nil || epoch != c.epoch || updates != c.updates {
			t.Errorf("%d, %d: %d, %d, %v, %v", c.epoch, c.updates, epoch, updates, err, read)
		}
	}
}

func TestChecksPanic(t *testing.T) {
	for what, f := range map[string]func(){
		"Params: the slice has 2 entries, but the model needs 3": func() { CheckLen("Params", 2, 3) },
		"a target is class 3, but the classes are 0 to 2":        func() { F32CrossEntropyRows(make([]float32, 3), []int{3}, 3) },
		"a target is class -1, but the classes are 0 to 1":       func() { F64CrossEntropyGradRows(make([]float64, 2), make([]float64, 2), []int{-1}, 2, 1) },
		"Loss: the batch is empty":                               func() { CheckBatch("Loss", 0, 0) },
		"W: the batch has 2 inputs, but 3 weights":               func() { CheckWeights("W", make([]float32, 3), 2) },
		"W: the weight of example 1 is below 0 or not finite":    func() { CheckWeights("W", []float64{1, -1}, 2) },
		"X: the weight of example 0 is below 0 or not finite":    func() { CheckWeights("X", []float64{math.Inf(1), 0}, 2) },
		"Y: the weight of example 0 is below 0 or not finite":    func() { CheckWeights("Y", []float64{math.NaN()}, 1) },
		"W: all weights are 0":                                   func() { CheckWeights("W", []float32{0, 0}, 2) },
		"SetRate: a learning rate is 0 or more, and finite":      func() { CheckRate("SetRate", -0.1) },
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
