package reference

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed testdata/*.json
var files embed.FS

// Case is a network with one batch and what PyTorch computed from it, in float64. Params, Gradient and ParamsAfter are
// in canonical order: W1 row by row, b1, W2, b2, …
type Case struct {
	Name    string          `json:"name"`
	Spec    json.RawMessage `json:"spec"`
	Params  []float64       `json:"params"`
	X       [][]float64     `json:"x"` // one row for every example
	Targets Rows            `json:"targets"`

	Outputs     [][]float64 `json:"outputs"`
	Loss        float64     `json:"loss"`
	Gradient    []float64   `json:"gradient"`
	Steps       int         `json:"steps"`        // updates with this same batch
	Losses      []float64   `json:"losses"`       // before each of the steps
	ParamsAfter []float64   `json:"params_after"` // after all of them

	// Of networks that compute in training as they do not in predictions: the loss of the batch as predictions see it, and
	// their outputs after the steps. Loss and Losses are those of training, Outputs those of predictions.
	EvalLoss     *float64    `json:"eval_loss"`
	OutputsAfter [][]float64 `json:"outputs_after"`
}

// Rows has one row for every example. In JSON it may be a plain list, of classes, which becomes a single column.
type Rows [][]float64

// UnmarshalJSON reads a list of rows or a list of numbers.
func (r *Rows) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, (*[][]float64)(r)) == nil {
		return nil
	}
	var column []float64
	if err := json.Unmarshal(data, &column); err != nil {
		return err
	}
	*r = make(Rows, len(column))
	for i, v := range column {
		(*r)[i] = []float64{v}
	}
	return nil
}

// Load returns the case with the name.
func Load(name string) (*Case, error) {
	data, err := files.ReadFile("testdata/" + name + ".json")
	if err != nil {
		return nil, err
	}
	c := &Case{}
	if err := json.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("reference %s: %w", name, err)
	}
	return c, nil
}

// All returns every case, by name.
func All() ([]*Case, error) {
	names, err := fs.Glob(files, "testdata/*.json")
	if err != nil {
		return nil, err
	}
	var cases []*Case
	for _, name := range names {
		c, err := Load(strings.TrimSuffix(path.Base(name), ".json"))
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}
