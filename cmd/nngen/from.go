package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/statedict"
	"github.com/nngen/nngen/internal/weights"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// beginning is the weights that a training starts from: tensors of a file by name, where they have the shape of the
// spec's. The others are drawn as without it.
type beginning struct {
	content []byte // a weights file of the spec, with zeros where nothing fits
	fresh   []train.Range
	told    string
}

// beginFrom finds out what a file has for the spec.
func beginFrom(s *spec.Spec, path string) (*beginning, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the weights cannot be read from %s: %s", path, reason(err))
	}
	list, err := statedict.Read(content)
	if err != nil {
		return nil, fmt.Errorf("the weights in %s cannot be used: %w", path, err)
	}
	file := map[string]statedict.Tensor{}
	for _, t := range list {
		file[t.Name] = t
	}
	b := &beginning{}
	tensors := map[string][]float64{}
	var taken, fresh []string
	at := 0
	for _, want := range s.Tensors() {
		n := size(want.Dims)
		if t := file[want.Name]; t.Data != nil && slices.Equal(t.Shape, want.Dims) {
			tensors[want.Name] = t.Data
			taken = append(taken, want.Name)
		} else {
			tensors[want.Name] = make([]float64, n)
			b.fresh = append(b.fresh, train.Range{From: at, To: at + n})
			fresh = append(fresh, unfit(want, t))
		}
		at += n
	}
	if taken == nil {
		return nil, fmt.Errorf("the weights in %s cannot be used: none of them has the name and shape of one of this network: %s", path, strings.Join(fresh, ", "))
	}
	for _, want := range s.NormTensors() {
		tensors[want.Name] = remembered(want, file[want.Name])
	}
	b.told = fmt.Sprintf("from %s: %s", path, strings.Join(taken, ", "))
	if fresh != nil {
		b.told += "; begun anew: " + strings.Join(fresh, ", ")
	}
	var out bytes.Buffer
	err = weights.Write(&out, s, tensors)
	b.content = out.Bytes()
	return b, err
}

func size(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}

// unfit names a tensor that is not taken, with the shape that the file has.
func unfit(want spec.Tensor, got statedict.Tensor) string {
	if got.Name == "" {
		return want.Name
	}
	return fmt.Sprintf("%s (%v here, %v there)", want.Name, want.Dims, got.Shape)
}

// remembered is what layers remember, from the file where it fits. What is fitted to the data is found anew in training.
func remembered(want spec.Tensor, got statedict.Tensor) []float64 {
	if got.Data != nil && slices.Equal(got.Shape, want.Dims) {
		return got.Data
	}
	values := make([]float64, size(want.Dims))
	if want.Threshold {
		return slices.Repeat([]float64{0.5}, len(values))
	}
	if want.Scale || strings.HasSuffix(want.Name, ".running_var") {
		for i := range values {
			values[i] = 1
		}
	}
	return values
}

// set gives the weights to the job, in a file of the folder.
func (b *beginning) set(job *train.Job, folder string) error {
	job.From, job.Fresh = filepath.Join(folder, "from.safetensors"), b.fresh
	job.Spec += fmt.Sprintf("from: %x\n", sha256.Sum256(b.content))
	return nn.SaveFile(job.From, func(w io.Writer) error {
		_, err := w.Write(b.content)
		return err
	})
}
