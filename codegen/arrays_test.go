package codegen_test

import (
	"strings"
	"testing"
)

// TestArraysInTurn: in Forward an array takes the place of one of its size that nothing reads any more, and of no other.
func TestArraysInTurn(t *testing.T) {
	text := source(generate(t, `version: 1
model: turns
inputs: 3
layers:
  - {name: first, units: 20, activation: relu}
  - {units: 20, activation: relu}
  - {name: third, units: 20, activation: relu}
  - {kind: add, from: [first, third]}
  - {units: 20, activation: relu}
  - {units: 21, activation: relu}
  - {units: 2}
output: {task: regression}
train: {loss: mse, optimizer: {name: sgd, learning_rate: 0.01}}
`))
	_, text, _ = strings.Cut(text, "func (m *Model) Forward(x *Input) (y Output) {\n")
	text, _, _ = strings.Cut(text, "\n}\n")
	var got []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "var ") || strings.Contains(line, ":= &") {
			got = append(got, line)
		}
	}
	want := "var a4 [20]float32; var a2 [20]float32; var a3 [20]float32; a5 := &a2 // which is not read any more; var a6 [21]float32" // layer 4 adds to what layer 1 wrote
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("Forward declares\n%s\nnot\n%s\n%s", s, want, text)
	}
}
