package codegen_test

import (
	"testing"

	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/spec"
)

const mediumSpec = `
version: 1
model: medium
inputs: 784
layers: [{units: 128}, {units: 64}, {units: 10}]
output: {task: multiclass}
`

// BenchmarkGenerate measures spec to source for 784-128-64-10.
func BenchmarkGenerate(b *testing.B) {
	for b.Loop() {
		s, problems := spec.Parse("medium.yaml", []byte(mediumSpec))
		if s == nil {
			b.Fatal(problems)
		}
		if _, err := face.Generate(s); err != nil {
			b.Fatal(err)
		}
	}
}
