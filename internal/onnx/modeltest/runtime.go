package modeltest

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/nngen/nngen/internal/onnx"
)

//go:embed run.js
var runner []byte

// Run is one run of a model by ONNX Runtime.
type Run struct {
	Model  string // a file
	Inputs map[string]*onnx.Tensor
	Wanted []string // outputs
}

// Answer is what came of a run.
type Answer struct {
	Outputs map[string]*onnx.Tensor
	Err     error
}

// Runtime lets ONNX Runtime compute runs. The folder is one in which npm has installed onnxruntime-node.
func Runtime(ctx context.Context, folder string, runs []Run) (answers []Answer, err error) {
	dir, err := os.MkdirTemp("", "onnxruntime")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	type question struct {
		Model  string           `json:"model"`
		Inputs map[string]array `json:"inputs"`
		Wanted []string         `json:"wanted"`
	}
	var list []question
	for _, r := range runs {
		q := question{r.Model, map[string]array{}, r.Wanted}
		for name, t := range r.Inputs {
			if q.Inputs[name], err = pack(t); err != nil {
				return nil, err
			}
		}
		list = append(list, q)
	}
	b, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	script, cases := filepath.Join(dir, "run.js"), filepath.Join(dir, "cases.json")
	if err := errors.Join(os.WriteFile(script, runner, 0o600), os.WriteFile(cases, b, 0o600)); err != nil {
		return nil, err
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "node", script, folder, cases)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, stderr.Bytes())
	}
	return unpack(out)
}

func unpack(out []byte) (answers []Answer, err error) {
	var list []struct {
		Error   string
		Outputs map[string]array
	}
	if err := json.Unmarshal(out, &list); err != nil {
		return nil, err
	}
	for _, l := range list {
		a := Answer{Outputs: map[string]*onnx.Tensor{}}
		if l.Error != "" {
			a.Err = errors.New(l.Error)
		}
		for name, t := range l.Outputs {
			if a.Outputs[name], err = t.tensor(); err != nil {
				return nil, err
			}
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// pack writes a tensor as the files of ref have it.
func pack(t *onnx.Tensor) (array, error) {
	a := array{Dims: t.Dims}
	var data []byte
	switch t.Elem {
	case onnx.String:
		b, err := json.Marshal(t.Strings)
		a.Type, a.Data = "string", b
		return a, err
	case onnx.Float:
		a.Type = "float32"
		for _, x := range t.Floats {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(x)))
		}
	case onnx.Double:
		a.Type = "float64"
		for _, x := range t.Floats {
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(x))
		}
	case onnx.Int64:
		a.Type = "int64"
		for _, x := range t.Ints {
			data = binary.LittleEndian.AppendUint64(data, uint64(x))
		}
	default:
		return a, fmt.Errorf("tensors of %v are not given to ONNX Runtime", t.Elem)
	}
	var err error
	a.Data, err = json.Marshal(base64.StdEncoding.EncodeToString(data))
	return a, err
}
