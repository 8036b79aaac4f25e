package spec

import (
	"regexp"
	"slices"
	"strings"
)

var (
	specKeys   = []string{"version", "model", "inputs", "layers", "output"} // required
	optionKeys = []string{"package", "description", "precision", "normalize", "train", "data", "weights"}
)

// document reads the whole spec: what later parts refer to comes first.
func (d *decoder) document(root *node) {
	f := d.object(root, "the spec", specKeys, optionKeys)
	if f == nil {
		return
	}
	d.version(f["version"])
	d.model(f["model"], f["package"])
	d.spec.Description, _ = d.prose(f["description"], "description")
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
	if n == nil || !d.numeral(n, "version", "a whole number", integerText, "write version: 1.") || n.text == "1" {
		return
	}
	d.errorf(n, "version", "version %s of the spec language is not known; this nngen reads version 1", n.shown()).Hint = "write version: 1."
}

var (
	modelName   = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	packageName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
)

// reserved are the names that Go gives a meaning to as a package or a folder.
var reserved = []string{"init", "main", "internal", "vendor", "testdata",
	"break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto", "if", "import",
	"interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var"}

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
	if ok && slices.Contains(reserved, d.spec.Package) {
		d.errorf(at, "bad-name", "%s cannot be the name of a Go package, since Go gives it a meaning of its own", quote(d.spec.Package)).Hint =
			"write package: " + d.spec.Package + "net, for example."
	}
}

// badName reports a name with the rule and, where one is left, the name with everything replaced that breaks it.
func (d *decoder) badName(n *node, of, rule, separator string) {
	p := d.errorf(n, "bad-name", "%s cannot be the name of %s", n.quotedText(), of)
	p.Hint = "use " + rule + ", beginning with a letter"
	words := strings.FieldsFunc(strings.ToLower(n.text), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	if better := strings.TrimLeft(strings.Join(words, separator), "0123456789_"); better != "" {
		p.Hint += ": " + short(better)
	}
	p.Hint += "."
}

func (d *decoder) normalize(n *node) string {
	return d.choice(n, "normalize", "none", "none", "standard", "minmax")
}

// path reads a path relative to the spec.
func (d *decoder) path(n *node, what string) string {
	s, ok := d.prose(n, what)
	if ok && s == "" {
		d.errorf(n, "missing-value", "%s is an empty path", what).Hint = "write the path of a file, or leave the key out."
	}
	return s
}
