package spec

import (
	"regexp"
	"slices"
	"strings"
)

// document reads the whole spec: what later parts refer to comes first.
func (d *decoder) document(root *node) {
	f := d.object(root, "the spec", []string{"version", "model", "inputs", "layers", "output"},
		[]string{"package", "description", "precision", "normalize", "train", "data", "weights"})
	if f == nil {
		return
	}
	d.version(f["version"])
	d.model(f["model"], f["package"])
	d.spec.Description, _ = d.text(f["description"], "description")
	d.spec.Precision = Precision(d.choice(f["precision"], "precision", string(Float32), string(Float32), string(Float64)))
	d.spec.Normalize = d.normalize(f["normalize"])
	d.spec.Weights, d.spec.weightsAt = d.path(f["weights"], "weights"), f["weights"]
	d.inputs(f["inputs"])
	d.layers(f["layers"], f["inputs"], d.task(f["output"]))
	d.output(f["output"])
	d.train(f["train"])
	d.data(f["data"])
	d.clashes()
}

func (d *decoder) version(n *node) {
	v, ok := d.integer(n, "version", 0, 1<<30)
	if ok && v != 1 {
		d.errorf(n, "version", "version %d of the spec language is not known; this nngen reads version 1", v).Hint = "write version: 1."
	}
}

var (
	modelName   = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	packageName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
)

// reserved are the names that Go gives a meaning to as a package or a folder.
var reserved = []string{"init", "main", "internal", "vendor", "testdata",
	"break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto", "if", "import",
	"interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var"}

func (d *decoder) model(model, pkg *node) {
	name, ok := d.text(model, "model")
	if ok && !modelName.MatchString(name) {
		d.errorf(model, "bad-name", "%q cannot be the name of a model", name).Hint = "use lower-case letters, digits and underscores, beginning with a letter."
		ok = false
	}
	d.spec.Model, d.spec.Package = name, strings.ReplaceAll(name, "_", "")
	at := model
	if p, given := d.text(pkg, "package"); given {
		d.spec.Package, at, ok = p, pkg, true
		if !packageName.MatchString(p) {
			d.errorf(pkg, "bad-name", "%q cannot be the name of a Go package here", p).Hint = "use lower-case letters and digits, beginning with a letter."
			return
		}
	}
	if ok && slices.Contains(reserved, d.spec.Package) {
		d.errorf(at, "bad-name", "%q cannot be the name of a Go package, since Go gives it a meaning of its own", d.spec.Package).Hint = "give another name with package:."
	}
}

func (d *decoder) normalize(n *node) string {
	return d.choice(n, "normalize", "none", "none", "standard", "minmax")
}

// path reads a path relative to the spec.
func (d *decoder) path(n *node, what string) string {
	s, ok := d.text(n, what)
	if ok && s == "" {
		d.errorf(n, "missing-value", "%s is an empty path", what)
	}
	return s
}
