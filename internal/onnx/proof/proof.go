// Package proof computes outputs of a generated package for whom they are compared with those of the model that it was
// imported from. It reads and writes inputs and outputs as they lie in memory, which is in the order of that model.
package proof

import (
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"unsafe"
)

// Model is what is asked of a generated Model.
type Model[In, Out any] interface {
	Forward(x *In) Out
	ForwardBatch(ys []Out, xs []In)
}

// Request is what the package is to compute.
type Request struct {
	Weights string      // a file
	X       [][]float64 // rows
}

// Response holds the outputs of each row: by Forward, and by ForwardBatch of all rows.
type Response struct{ Single, Batch [][]float64 }

// Main answers the request on standard input. E is the type of all numbers of In and Out.
func Main[E float32 | float64, In, Out any](load func(path string) (Model[In, Out], error)) {
	if err := run[E](load, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run[E float32 | float64, In, Out any](load func(path string) (Model[In, Out], error), in io.Reader, out io.Writer) error {
	var req Request
	if err := gob.NewDecoder(in).Decode(&req); err != nil {
		return fmt.Errorf("cannot read the request: %w", err)
	}
	m, err := load(req.Weights)
	if err != nil {
		return err
	}
	xs, ys := make([]In, len(req.X)), make([]Out, len(req.X))
	var answer Response
	for i, row := range req.X {
		view := numbers[E](&xs[i])
		if len(view) != len(row) {
			return fmt.Errorf("an input has %d numbers, not %d", len(view), len(row))
		}
		for j, v := range row {
			view[j] = E(v)
		}
		y := m.Forward(&xs[i])
		answer.Single = append(answer.Single, wide(numbers[E](&y)))
	}
	m.ForwardBatch(ys, xs)
	for i := range ys {
		answer.Batch = append(answer.Batch, wide(numbers[E](&ys[i])))
	}
	return gob.NewEncoder(out).Encode(&answer)
}

// numbers views a value that holds nothing but numbers, arrays of them and structs of those.
func numbers[E float32 | float64, T any](v *T) []E {
	var one E
	return unsafe.Slice((*E)(unsafe.Pointer(v)), unsafe.Sizeof(*v)/unsafe.Sizeof(one))
}

func wide[E float32 | float64](v []E) []float64 {
	list := make([]float64, len(v))
	for i := range v {
		list[i] = float64(v[i])
	}
	return list
}
