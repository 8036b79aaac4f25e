package inspect

import (
	"reflect"
	"strings"
	"testing"
)

// TestBeside: the report says which gradients are computed at the same time.
func TestBeside(t *testing.T) {
	r := report(t, `version: 1
model: middling
inputs: 784
layers: [{units: 128}, {units: 64}, {units: 10}]
output: {task: multiclass}
train: {batch: 64}
`)
	if want := []Beside{{[]int{3, 2}, 1}}; !reflect.DeepEqual(r.Training.Beside, want) {
		t.Errorf("beside is %v, want %v", r.Training.Beside, want)
	}
	var text strings.Builder
	if err := r.Table(&text); err != nil {
		t.Fatal(err)
	}
	if want := "gradients      dW3, dW2 beside dW1, since too small"; !strings.Contains(text.String(), want) {
		t.Errorf("there is no %q in\n%s", want, text.String())
	}
	if r := report(t, specs["iris"]); r.Training.Beside != nil {
		t.Errorf("iris has %v beside", r.Training.Beside)
	}
}
