package verify

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/numbers"
	"github.com/nngen/nngen/internal/verify/probe"
)

// Report is the result of verifying one package.
type Report struct {
	Model     string `json:"model"`
	File      string `json:"file"`
	Precision string `json:"precision"`
	Params    int    `json:"params"`
	Rows      int    `json:"rows"`  // examples in the batch
	Steps     int    `json:"steps"` // of the optimizer; fewer than five where training on random data runs away
	// Seed is that of what differs from run to run.
	Seed uint64 `json:"seed"`
	// Problem says why nothing could be compared; it is empty otherwise.
	Problem    string           `json:"problem,omitempty"`
	Checks     []Check          `json:"checks,omitempty"`
	Properties []probe.Property `json:"properties,omitempty"`
	Allocs     []probe.Allocs   `json:"allocs,omitempty"`
	// Weights is the comparison with the weights that a trained model has.
	Weights *OfTrained `json:"weights,omitempty"`
	// Accuracy is what rounding the weights to bfloat16 changes on the data of the spec.
	Accuracy *Accuracy `json:"accuracy,omitempty"`
	// Against is the comparison with an ONNX file that the model is to compute.
	Against *Against `json:"onnx,omitempty"`
}

// Against holds the largest difference of the package's outputs, with its weights, to those of a file.
type Against struct {
	File    string `json:"file"`
	Rows    int    `json:"rows"`
	Error   Number `json:"error"` // max|got − want| / max|want| over all rows, of the worst output
	Bound   Number `json:"bound"`
	Problem string `json:"problem,omitempty"` // empty where the bound is kept
	// Rounding is there where the network rounds: then Error is of the same package in float64.
	Rounding *Rounding `json:"rounding,omitempty"`
}

// Rounding tells of rows in which float32 rounds numbers otherwise that lie between two whole ones.
type Rounding struct {
	Rows  int    `json:"rows"`
	Error Number `json:"error"` // as that of Against, in these rows
}

// text is a sentence about it.
func (r *Rounding) text() string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("that is of the package in float64, since the network rounds; float32 rounds numbers between two steps otherwise in %d rows, by which outputs differ by at most %.1e\n",
		r.Rows, float64(r.Error))
}

// Accuracy holds scores on the same rows with weights in full and in fewer bits.
type Accuracy struct {
	Metric string  `json:"metric"`
	Rows   int     `json:"rows"`
	Full   Figures `json:"full"`
	// One of these, by the spec's weights_storage.
	BFloat16 *Figures `json:"bfloat16,omitempty"`
	Int8     *Figures `json:"int8,omitempty"`
}

// Figures is how well a model does.
type Figures struct {
	Score float64 `json:"score"`
	Loss  float64 `json:"loss"`
}

// Check is the comparison of one tensor with the oracle.
type Check struct {
	What  Quantity `json:"what"`
	Name  string   `json:"name"`           // of the function, the gradient (dW1) or the parameter (W1)
	Step  int      `json:"step,omitempty"` // Update: the worst one, from 1
	Error Number   `json:"error"`          // max|got − want| / max|want|, absolute where want is 0
	Bound Number   `json:"bound"`
	OK    bool     `json:"ok"`
	// Excused counts the entries that are left out of the steps of an Update, since rounding alone moves them by a tenth of
	// the bound.
	Excused int `json:"excused,omitempty"`

	// The entry that is farthest off.
	At   string `json:"at,omitempty"`
	Got  Number `json:"got"`
	Want Number `json:"want"`

	index int
}

// Quantity is what a Check compares.
type Quantity string

// The quantities.
const (
	Outputs  Quantity = "outputs"
	Loss     Quantity = "loss"
	Gradient Quantity = "gradient"
	Update   Quantity = "update"
)

// Number is a float64 that JSON shows as text, "NaN" or "+Inf", where it is not finite.
type Number float64

// MarshalJSON writes the number.
func (n Number) MarshalJSON() ([]byte, error) {
	if v := float64(n); !numbers.Finite(v) {
		return json.Marshal(strconv.FormatFloat(v, 'g', -1, 64))
	}
	return json.Marshal(float64(n))
}

// MarshalJSON adds whether everything holds.
func (r *Report) MarshalJSON() ([]byte, error) {
	type fields Report
	return json.Marshal(struct {
		*fields
		OK bool `json:"ok"`
	}{(*fields)(r), r.OK()})
}

// OK reports whether everything holds.
func (r *Report) OK() bool { return r.Problem == "" && len(r.failures()) == 0 }

// failures says what does not hold, a line each.
func (r *Report) failures() []string {
	var list []string
	for _, c := range r.Checks {
		if !c.OK {
			list = append(list, c.String())
		}
	}
	for _, p := range r.Properties {
		if p.Problem != "" {
			list = append(list, fmt.Sprintf("does not hold: %s: %s", p.Name, p.Problem))
		}
	}
	if r.Weights != nil && r.Weights.Problem != "" {
		list = append(list, r.Weights.Problem)
	}
	if r.Against != nil && r.Against.Problem != "" {
		list = append(list, r.Against.Problem)
	}
	for _, a := range r.Allocs {
		if a.PerRun != 0 {
			list = append(list, fmt.Sprintf("%s allocates %g times a call", a.Func, a.PerRun))
		}
	}
	return list
}

// String tells what was compared and how it went, for example "gradient dW1: error 2, bound 1e-04; at [0, 3] 0.5
// instead of -0.5".
func (c *Check) String() string {
	name := fmt.Sprintf("%s %s", c.What, c.Name)
	if c.Step > 0 {
		name += fmt.Sprintf(" in step %d", c.Step)
	}
	at := ""
	if c.At != "" {
		at = "at " + c.At + " "
	}
	return fmt.Sprintf("%s: error %.1e, bound %.0e; %s%v instead of %v", name, float64(c.Error), float64(c.Bound), at, c.Got, c.Want)
}

// worseThan orders by the error; nothing is worse than NaN.
func (c *Check) worseThan(d Check) bool {
	return c.Error > d.Error || c.Error != c.Error && d.Error == d.Error
}

// place names the entry by its indices, from 0: [unit, input] or [unit].
func (c *Check) place(dims []int) string {
	var at []string
	rest := c.index
	for _, stride := range ir.Strides(dims) {
		at = append(at, fmt.Sprint(rest/stride))
		rest %= stride
	}
	return "[" + strings.Join(at, ", ") + "]"
}
