package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec/diag"
)

var (
	precisions     = []string{string(Float32), string(Float64)}
	normalizations = Words{[]string{"none", "standard", "minmax"},
		[]string{"as they are", "less the mean, divided by the standard deviation", "to the interval from 0 to 1"}}
	pathForm = Text{Prose: true, Pattern: "."}
	storages = Words{[]string{string(Full), string(BFloat16), string(Int8)},
		[]string{"in the precision of the package", "in half the bytes and with 8 bits of accuracy, for predictions; a trainer keeps them in full",
			"in a quarter of the bytes where a layer has many, in steps of 1/127 of each unit's largest, inputs of the layer likewise; for predictions"}}
)

var specKeys = Keys{
	{Name: "version", Doc: "of the spec language: 1", Required: true, Form: Whole{1, 1}},
	{Name: "model", Doc: "name of the model; the Go package is the same without underscores", Required: true, Form: Text{Prose: true, Pattern: modelName.String()}},
	{Name: "inputs", Doc: "number of inputs, or a list of them", Required: true, Form: OneOf{Whole{1, MaxInputs}, List{nameForm(tableKeys), 1, MaxInputs}, Mapping{layerName.String(), portForm}}},
	{Name: "layers", Doc: "layers 1 to L; the input is not counted", Required: true, Form: List{layerForm(), 1, maxListed}},
	{Name: "output", Doc: "what the outputs mean; outputs in its place where there are several heads", Form: outputKeys},
	{Name: "outputs", Doc: "several heads in the place of output: a mapping from their names", Form: Mapping{layerName.String(), headKeys}},
	{Name: "package", Doc: "name of the Go package, where it is not the model's", Form: Text{Prose: true, Pattern: packageName.String(), Except: slices.Concat(reserved, devices)}},
	{Name: "description", Doc: "a sentence for the documentation of the package", Form: Text{Prose: true}},
	{Name: "precision", Doc: "element type of the package; float32 unless set", Form: Words{Words: precisions}},
	{Name: "normalize", Doc: "what is done to the inputs first, fitted on the training part; none unless set", Form: inputNormalizations},
	{Name: "train", Doc: "how the network is trained", Form: trainKeys},
	{Name: "data", Doc: "where the examples are", Form: dataKeys},
	{Name: "search", Doc: "values that nngen tune tries, by keys such as layers.0.units; other commands do without", Form: searchForm},
	{Name: "weights", Doc: "safetensors file, relative to the spec, that is embedded in the package", Form: pathForm},
	{Name: "weights_storage", Doc: "how a model keeps its weights; full unless set", Form: storages},
	{Name: "unroll", Doc: fmt.Sprintf("multiply-adds up to which a dense layer is written out scalar by scalar, at most %d of all layers together; 0 writes none out; 16 unless set, and more where there is no assembly", MaxUnrollTotal), Form: Whole{0, MaxUnroll}},
	{Name: "standalone", Doc: "whether the package brings along what it needs of the runtime, and imports the standard library only; false unless set", Form: Number{op.Bool}},
}

// topKeys are the keys of a spec, which has outputs or output.
func topKeys(root *node) Keys {
	several := slices.ContainsFunc(root.entries, func(e entry) bool { return e.key.text == "outputs" })
	keys := slices.Clone(specKeys)
	for i := range keys {
		keys[i].Required = keys[i].Required || keys[i].Name == "output" && !several
	}
	return keys
}

// document reads the whole spec: what later parts refer to comes first.
func (d *decoder) document(root *node) {
	f := d.mapping(root, "the spec", topKeys(root))
	if f == nil {
		return
	}
	if f["output"] != nil && f["outputs"] != nil {
		d.errorf(f["outputs"], "unknown-key", "a spec has output or outputs, not both").Hint = "write every head under outputs."
	}
	d.version(f["version"])
	d.model(f["model"], f["package"])
	d.spec.Description, _ = d.prose(f["description"], "description")
	d.spec.Precision = Precision(d.choice(f["precision"], "precision", string(Float32), precisions...))
	d.storage(f["weights_storage"])
	if n, ok := d.integer(f["unroll"], "unroll", 0, MaxUnroll); ok {
		d.spec.Unroll = &n
	}
	if n := f["standalone"]; n != nil {
		d.spec.Standalone, _ = d.truth(n, "standalone")
	}
	d.spec.Normalize = d.choice(f["normalize"], "normalize", "none", inputNormalizations.Words...)
	d.spec.Weights, d.spec.weightsAt = d.path(f["weights"], "weights"), f["weights"]
	d.inputs(f["inputs"])
	d.layers(f["layers"], f["inputs"], readings(f["output"], f["outputs"]))
	if f["outputs"] != nil {
		d.outputs(f["outputs"])
	} else {
		d.output(f["output"])
	}
	d.train(f["train"])
	d.data(f["data"])
	d.wholeNumbers(f["weights_storage"])
	d.clashes()
	d.tunable = !d.list.HasErrors()
	d.search(f["search"])
}

func (d *decoder) storage(n *node) {
	d.spec.Storage = Storage(d.choice(n, "weights_storage", string(Full), storages.Words...))
	if d.spec.Storage != Full && d.spec.Precision == Float64 {
		d.errorf(n, "storage", "weights_storage is %s, but the precision is float64", d.spec.Storage).Hint = "leave weights_storage out, or compute in float32."
	}
}

// MinInt8Weights is from how many weights on a layer is kept in int8: with fewer, finding the whole numbers of its inputs takes longer
// than the product.
const MinInt8Weights = 50 << 10 / 4

// minInt8Units is from how many units on: each input's are padded to a vector.
const minInt8Units = 8

// wholeNumbers refuses int8 where no layer would gain by it.
func (d *decoder) wholeNumbers(n *node) {
	if d.spec.Storage != Int8 || d.list.HasErrors() {
		return
	}
	most := 0
	for i := range d.spec.Layers {
		for _, p := range d.spec.Layers[i].Params() {
			if len(p.Dims) == 2 && p.Symbol == "W" && p.Dims[0] >= minInt8Units {
				most = max(most, p.Dims[0]*p.Dims[1])
			}
		}
	}
	if most < MinInt8Weights {
		d.errorf(n, "storage", "weights_storage is int8, but the largest layer of %d units or more has %d weights: below %d (50 kB in float32) int8 is slower, not quicker",
			minInt8Units, most, MinInt8Weights).Hint = "leave weights_storage out, or write bfloat16."
	}
}

func (d *decoder) version(n *node) {
	if n == nil || !d.numeral(n, "version", "a whole number", integerText, "write version: 1.") || n.text == "1" {
		return
	}
	d.errorf(n, "version", "version %s of the spec language is not known; this nngen reads version 1", n.shown()).Hint = "write version: 1."
}

// maxName is how long the names of a model and its package may be: those of files follow from them.
const maxName = 100

var (
	modelName   = regexp.MustCompile(fmt.Sprintf(`^[a-z][a-z0-9_]{0,%d}$`, maxName-1))
	packageName = regexp.MustCompile(fmt.Sprintf(`^[a-z][a-z0-9]{0,%d}$`, maxName-1))
)

// reserved are the names that Go gives a meaning to as a package or a folder: of packages named documentation it
// ignores the files.
var reserved = []string{"init", "main", "internal", "vendor", "testdata", "documentation",
	"break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto", "if", "import",
	"interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var"}

// devices are the names that Windows gives to no folder.
var devices = []string{"con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// model reads the names of the model and its package. The package is the model's name without underscores unless told.
func (d *decoder) model(model, pkg *node) {
	name, ok := d.text(model, "model")
	if ok && !modelName.MatchString(name) {
		d.badName(model, "a model", "lower-case letters, digits and underscores", "_")
		ok = false
	}
	d.spec.Model, d.spec.Package = name, strings.ReplaceAll(name, "_", "")
	at := model
	if p, given := d.text(pkg, "package"); given {
		d.spec.Package, at, ok = p, pkg, true
		if !packageName.MatchString(p) {
			d.badName(pkg, "a generated package", "lower-case letters and digits", "")
			return
		}
	}
	reason := ""
	switch {
	case slices.Contains(reserved, d.spec.Package):
		reason = "Go gives it a meaning of its own"
	case slices.Contains(devices, d.spec.Package):
		reason = "Windows gives it to a device and to no folder"
	}
	if ok && reason != "" {
		d.errorf(at, "bad-name", "%s cannot be the name of a Go package, since %s", quote(d.spec.Package), reason).Hint =
			"use another name, or write package: " + d.spec.Package + "net, for example."
	}
}

// CheckModel says what is wrong with the name of a model, in a list without places.
func CheckModel(name string) diag.List {
	d := newDecoder(&Spec{})
	d.model(&node{kind: scalarNode, text: name}, nil)
	return d.list
}

// badName reports a name with the rule and, where one is left, the name with everything replaced that breaks it.
func (d *decoder) badName(n *node, of, rule, separator string) {
	p := d.errorf(n, "bad-name", "%s cannot be the name of %s", n.quotedText(), of)
	if size := utf8.RuneCountInString(n.text); size > maxName {
		p.Message += fmt.Sprintf(": it has %d characters, and at most %d are allowed", size, maxName)
		p.Hint = "shorten it; those of files are made from it."
		return
	}
	p.Hint = "use " + rule + ", beginning with a letter"
	words := strings.FieldsFunc(strings.ToLower(n.text), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	if better := strings.TrimLeft(strings.Join(words, separator), "0123456789_"); better != "" {
		p.Hint += ": " + short(better)
	}
	p.Hint += "."
}

func (d *decoder) normalize(n *node) string {
	return d.choice(n, "normalize", "none", normalizations.Words...)
}

// path reads a path relative to the spec.
func (d *decoder) path(n *node, what string) string {
	s, ok := d.prose(n, what)
	if ok && s == "" {
		d.errorf(n, "missing-value", "%s is an empty path", what).Hint = "write the path of a file, or leave the key out."
	}
	return s
}
