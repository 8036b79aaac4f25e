package spec

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec/diag"
)

// Limits of the language. The error stands at the layer or input that passes one.
const (
	MaxUnits  = 65_536
	MaxInputs = 65_536
	MaxParams = 1 << 28
	MaxLayers = 1_000
	MaxFile   = 1 << 20 // bytes
	// MaxUnroll is up to how many multiply-adds a layer may be written out, and MaxUnrollTotal all of them together.
	MaxUnroll      = 1024
	MaxUnrollTotal = 8192

	maxListed = 2*MaxLayers - 1 // layers with those that are not counted
	// MaxElements is how many numbers any shape of one example may have.
	MaxElements = 1 << 24
)

// Spec is a checked description of a network.
type Spec struct {
	File        string // as given to Parse
	Model       string
	Package     string // the Go package, also the name of its folder
	Description string
	Precision   Precision
	NumInputs   int     // n[0]
	Inputs      []Input // empty when the spec gives a number only, or a mapping
	Ports       []Port  // inputs that are a mapping
	Normalize   string  // none, standard, minmax or robust: of the inputs
	Layers      []Layer
	Output      Output   // of the only head, or of the first
	Heads       []Output // where the spec has outputs: all of them
	Train       Train
	Data        Data
	Weights     string // path relative to the spec, or empty
	Storage     Storage
	Unroll      *int // multiply-adds up to which layers are written out; nil where the spec does not say
	Standalone  bool // the package brings along what it needs of the runtime

	Search []Dimension // what nngen tune may set

	weightsAt, fileAt, targetFileAt *node
	root                            *node
}

// Port is one input of a spec whose inputs are a mapping.
type Port struct {
	Name
	Dims      []int  // without the batch, channels first
	Normalize string // none, standard or minmax: by channel, or by entry of a vector
	shape     *node
}

// Size is the number of entries.
func (p *Port) Size() int { return op.Size(p.Dims) }

// Precision is the element type of the generated package.
type Precision string

// The precisions.
const (
	Float32 Precision = "float32"
	Float64 Precision = "float64"
)

// Largest is the largest finite number.
func (p Precision) Largest() float64 {
	if p == Float64 {
		return math.MaxFloat64
	}
	return math.MaxFloat32
}

// Storage is how a model keeps the weights of its products.
type Storage string

// The ways to keep weights.
const (
	Full     Storage = "full"     // in the precision of the package
	BFloat16 Storage = "bfloat16" // in half the bytes, for predictions; what trains keeps them in full
	Int8     Storage = "int8"     // in a quarter of them, large layers alone
)

// Name is a name in Go together with the text that it stands for in a CSV.
type Name struct {
	Go     string // the generated constant
	Text   string
	Called string // in the spec
	at     *node
	own    *node // the text, where it is written apart from the name
}

// Input is one named input.
type Input struct {
	Name
	Unit, Description string
	Encoding          op.Input
	Values            []Name // of a category, an ordinal, or a bool that lists them
	ValuesFile        string // path of the values relative to the spec, or empty
	valuesAt          *node
}

// Layer is one checked layer with the places that diagnostics point at.
type Layer struct {
	op.Layer
	From                        []Source
	at, units, activation, init *node
}

// Output says what the outputs mean and how they are called.
type Output struct {
	Name       // of the head; empty where the spec has one output only
	From       Source
	Loss       op.Use[*op.Loss]
	LossWeight float64
	Units      int // entries that it reads
	Task       *op.Task
	Labels     []Name // classes, or the labels of a multilabel task
	Names      []Name // regression
	Normalize  string // regression: of the targets
	Log1p      bool   // regression: targets are transformed before they are normalized
	Clip       bool   // regression: answers stay within the range of the training targets
	Threshold  Threshold
	Targets    []string // columns; empty means the last ones
	others     []Source // in an ensemble what it reads of the members after the first
}

// Columns returns the names of the outputs: those of the regression, or the labels where an output stands for one.
func (o *Output) Columns() []Name {
	if len(o.Names) > 0 {
		return o.Names
	}
	if o.Task.Units == 1 {
		return nil
	}
	return o.Labels
}

// Train says how the network is trained.
type Train struct {
	Loss      op.Use[*op.Loss]
	Optimizer op.Use[*op.Optimizer]
	Schedule  op.Use[*op.Schedule]
	Batch     int
	Epochs    int
	Seed      uint64
	ClipNorm  float64 // the largest norm of the gradient; 0 means that it is not clipped
	Patience  int     // epochs without a better validation loss before training stops; 0 means never
	early     *node
	Refit     int // trainings that find the number of epochs for one on all rows; 0 means that there is but one training
	refit     *node
	Ensemble  int // networks that learn side by side, whose mean is the answer; 0 and 1 mean that there is but one

	ClassWeights ClassWeights
}

// Data says where the examples are.
type Data struct {
	File             string   // path relative to the spec, or empty
	TargetFile       string   // that of the targets, where the file holds one array
	Target           []string // columns of the heads, one after the other; empty means the last ones
	Validation, Test float64  // shares of the rows
	Separator        string   // one character, or empty: found out
	Decimal          string   // one character, or empty: a point
	Missing          []string // texts that mean that there is no value; nil: the usual ones
	Weight           string   // column that weighs the rows, or empty
}

// WeightsProblem is a diagnostic about the file that the spec names as its weights.
func (s *Spec) WeightsProblem(message, hint string) diag.Diagnostic {
	return diag.Diagnostic{File: s.File, Span: s.weightsAt.span, Code: "weights", Message: message, Hint: hint}
}

// ValuesProblem is a diagnostic about the file that an input names as that of its values.
func (s *Spec) ValuesProblem(in *Input, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{File: s.File, Span: in.valuesAt.span, Code: "values", Message: message, Hint: hint}
}

// DataProblem is a diagnostic about the file that the spec names as its data.
func (s *Spec) DataProblem(message, hint string) diag.Diagnostic {
	return diag.Diagnostic{File: s.File, Span: s.fileAt.span, Code: "data", Message: message, Hint: hint}
}

// TargetProblem is a diagnostic about the file that the spec names as that of the targets.
func (s *Spec) TargetProblem(message, hint string) diag.Diagnostic {
	return diag.Diagnostic{File: s.File, Span: s.targetFileAt.span, Code: "data", Message: message, Hint: hint}
}

// Path resolves a path of the spec, which is relative to the spec's folder.
func (s *Spec) Path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(filepath.Dir(s.File), filepath.FromSlash(p))
}

// NumEncoded is n[0]: how many numbers layer 1 sees.
func (s *Spec) NumEncoded() int {
	if len(s.Inputs) == 0 {
		return s.NumInputs
	}
	n := 0
	for i := range s.Inputs {
		n += s.Inputs[i].Encoding.Width()
	}
	return n
}

// Takes names what a layer takes: the name or else the number of a layer, seen through layers that are not counted, or an
// input.
func (s *Spec) Takes(l *Layer) []string {
	var list []string
	for _, from := range l.From {
		list = append(list, s.SourceName(from))
	}
	return list
}

// SourceName names a source.
func (s *Spec) SourceName(from Source) string {
	if from.FromInput() {
		if len(s.Ports) == 0 {
			return "input"
		}
		return s.Ports[from.Input].Text
	}
	l := &s.Layers[from.Layer]
	switch {
	case l.Kind.Uncounted:
		return s.SourceName(l.From[0])
	case l.Name != "":
		return l.Name
	}
	return itoa(l.Index)
}

// Shape is that of a source.
func (s *Spec) Shape(from Source) []int {
	switch {
	case !from.FromInput():
		return s.Layers[from.Layer].Out
	case len(s.Ports) > 0:
		return s.Ports[from.Input].Dims
	}
	return []int{s.NumEncoded()}
}

// NumOutputs is how many numbers come out, of all heads together.
func (s *Spec) NumOutputs() int {
	n := 0
	for _, h := range s.Outputs() {
		n += h.Units
	}
	return n
}

// Outputs lists the heads: one unless the spec has outputs.
func (s *Spec) Outputs() []*Output {
	if len(s.Heads) == 0 {
		return []*Output{&s.Output}
	}
	var list []*Output
	for i := range s.Heads {
		list = append(list, &s.Heads[i])
	}
	return list
}

// Chain reports whether every layer takes the one before, and there is one input and one output.
func (s *Spec) Chain() bool {
	if len(s.Ports) > 0 || len(s.Heads) > 0 {
		return false
	}
	for i := range s.Layers {
		if l := &s.Layers[i]; l.Kind != defaultKind && !l.Kind.Uncounted || len(l.From) != 1 || l.From[0].Layer != i-1 {
			return false
		}
	}
	return true
}

// Last is layer L.
func (s *Spec) Last() *Layer { return &s.Layers[len(s.Layers)-1] }

// NumLayers is L: the layers that are counted.
func (s *Spec) NumLayers() int { return len(s.Weighted()) }

// Weighted lists layers 1 … L: those that are counted.
func (s *Spec) Weighted() []*Layer {
	var list []*Layer
	for i := range s.Layers {
		if !s.Layers[i].Kind.Uncounted {
			list = append(list, &s.Layers[i])
		}
	}
	return list
}

// NumParams is the number of learned parameters.
func (s *Spec) NumParams() int {
	n := 0
	for i := range s.Inputs {
		if e := &s.Inputs[i].Encoding; e.Embedding > 0 {
			n += e.Rows() * e.Embedding
		}
	}
	for i := range s.Layers {
		n += int(s.Layers[i].NumParams())
	}
	return n
}

// Parse reads and checks a spec. The name is how diagnostics call the file. The Spec is nil when there are errors.
func Parse(name string, src []byte) (*Spec, diag.List) {
	root, problems := parseYAML(src)
	d := newDecoder(&Spec{File: name})
	if root != nil {
		d.document(root)
		d.spec.root = root
	}
	d.list = append(problems, unexplained(d.list, problems)...)
	if !d.list.HasErrors() {
		d.warn()
	}
	if d.tunable && !problems.HasErrors() {
		d.trySearch(root)
	}
	for i := range d.list {
		d.list[i].File = name
	}
	d.list.Sort()
	d.list = bounded(d.list)
	if d.list.HasErrors() {
		return nil, d.list
	}
	d.spec.multiply()
	return d.spec, d.list
}

// unexplained leaves out of a list what problems of the YAML may themselves have caused: what stands on the line of one,
// and what is missing.
func unexplained(list, problems diag.List) diag.List {
	if len(problems) == 0 {
		return list
	}
	broken := map[int]bool{}
	for _, p := range problems {
		broken[p.Line] = true
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		return broken[d.Line] || slices.Contains([]string{"missing-key", "missing-value", "no-validation"}, d.Code)
	})
}

// bounded keeps of each code no more than anybody reads.
func bounded(list diag.List) diag.List {
	left, seen := map[string]int{}, map[string]int{}
	for _, p := range list {
		left[p.Code]++
	}
	var kept diag.List
	for _, p := range list {
		seen[p.Code]++
		left[p.Code]--
		if seen[p.Code] == maxAlike && left[p.Code] > 0 {
			p.Hint = strings.TrimSpace(fmt.Sprintf("only the first %d of these are listed. %s", maxAlike, p.Hint))
		}
		if seen[p.Code] <= maxAlike {
			kept = append(kept, p)
		}
	}
	return kept
}
