package bench

import (
	"encoding/json"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/nngen/nngen/internal/bench/meter"
	"github.com/nngen/nngen/internal/inspect"
	"github.com/nngen/nngen/spec"
)

// Report is what a package does on this machine. Its JSON form is a stable interface: keys are added, but neither renamed
// nor removed.
type Report struct {
	Model        string  `json:"model"`
	File         string  `json:"file"`
	Precision    string  `json:"precision"`
	Weights      string  `json:"weights,omitempty"` // the file; random without one
	Parameters   int     `json:"parameters"`
	MultiplyAdds int     `json:"multiply_adds"` // per example, forward
	Bytes        int     `json:"bytes"`         // of the parameters
	Machine      Machine `json:"machine"`
	Rounds       int     `json:"rounds"` // over which all times are medians
	Calls        []Call  `json:"calls"`
}

// Machine is where it was measured, and what the kernels reach there.
type Machine struct {
	CPU       string  `json:"cpu"`
	OS        string  `json:"os"`
	Arch      string  `json:"arch"`
	GoVersion string  `json:"go"`
	Kernels   string  `json:"kernels"`
	Cores     int     `json:"gomaxprocs"`
	Peak      float64 `json:"peak_flops"`   // of a matrix product, per second: the best of several shapes
	Stream    float64 `json:"stream_bytes"` // per second, of a matrix as large as the weights, times a vector
	Memory    float64 `json:"memory_bytes"` // the same of a matrix too large for the caches
}

// Call is a call of the package.
type Call struct {
	Func        string  `json:"func"`
	Rows        int     `json:"rows"`
	Nanoseconds float64 `json:"ns"`
	Rate        float64 `json:"rows_per_second"`
	Flops       float64 `json:"flops"` // per second
	OfPeak      float64 `json:"of_peak"`

	// What is read of weights per second, where a call reads each once; 0 for a training step.
	Bytes    float64 `json:"weight_bytes,omitempty"`
	OfStream float64 `json:"of_stream,omitempty"`

	Allocs float64 `json:"allocs"`
}

func newReport(s *spec.Spec, weights string, d *inspect.Report, answer *meter.Response) *Report {
	r := &Report{
		Model: s.Model, File: s.File, Precision: d.Precision, Weights: weights,
		Parameters: d.Totals.Parameters, MultiplyAdds: d.Totals.MultiplyAdds, Bytes: d.Totals.Bytes, Rounds: rounds,
		Machine: Machine{
			CPU: processor(), OS: runtime.GOOS, Arch: runtime.GOARCH, GoVersion: answer.GoVersion, Kernels: answer.Kernels, Cores: answer.Cores,
			Peak: 2 * answer.Peak, Stream: answer.Stream, Memory: answer.Memory,
		},
	}
	for _, w := range answer.Works {
		r.Calls = append(r.Calls, r.call(w, d.Layers[0].MultiplyAdds))
	}
	return r
}

// call makes figures of what was measured. A multiply-add is two operations. A training step computes as many again for
// the gradient of the weights and for that of the activations, but the latter not in layer 1.
func (r *Report) call(w meter.Work, first int) Call {
	perSecond := 1e9 / w.Nanoseconds
	c := Call{Func: w.Func, Rows: w.Rows, Nanoseconds: w.Nanoseconds, Rate: float64(w.Rows) * perSecond, Allocs: w.Allocs}
	work := 2 * r.MultiplyAdds
	if w.Func == meter.Step {
		work = 6*r.MultiplyAdds - 2*first
	} else {
		c.Bytes = float64(r.Bytes) * perSecond
		c.OfStream = c.Bytes / r.Machine.Stream
	}
	c.Flops = float64(work) * c.Rate
	c.OfPeak = c.Flops / r.Machine.Peak
	return c
}

// processor is the name that the processor has in /proc/cpuinfo, "" where there is none.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	_, after, _ := strings.Cut(string(text), "model name\t: ")
	name, _, _ := strings.Cut(after, "\n")
	return name
}

// JSON writes the report as one document.
func (r *Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
