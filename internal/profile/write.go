package profile

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/internal/schema"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/spec"
)

// Spec writes the spec. The error is that of a table that the language cannot say.
func (p *Plan) Spec() ([]byte, error) {
	var l lines
	p.head(&l)
	n := newNames()
	p.inputs(&l, n)
	p.layers(&l)
	p.output(&l, n)
	p.train(&l)
	p.data(&l)
	src := []byte(l.String())
	if len(src) > spec.MaxFile {
		return nil, fmt.Errorf("the spec of %s would have %d bytes, and %d are the most: --drop leaves columns out; a network whose inputs are all numbers takes a count (inputs: %d) in the place of names",
			p.Table.File, len(src), spec.MaxFile, len(p.Inputs))
	}
	s, list := spec.Parse(p.Model+".yaml", src)
	if s == nil {
		return nil, fmt.Errorf("%s asks for what the spec language does not allow: %s (%s)", p.Table.File, list[0].Message, list[0].Hint)
	}
	return src, p.proof(s)
}

// proof holds what the checker has read against what was meant.
func (p *Plan) proof(s *spec.Spec) error {
	same := len(s.Inputs) == len(p.Inputs) && len(s.Output.Labels) == len(p.Target.Labels) && len(s.Data.Target) == 1 && s.Data.Target[0] == p.Target.Name
	for i := range p.Inputs {
		same = same && s.Inputs[i].Text == p.Inputs[i].Name && len(s.Inputs[i].Values) == len(p.Inputs[i].Values)
		for k := range p.Inputs[i].Values {
			same = same && s.Inputs[i].Values[k].Text == p.Inputs[i].Values[k]
		}
	}
	for i, label := range p.Target.Labels {
		same = same && s.Output.Labels[i].Text == label
	}
	if !same {
		return fmt.Errorf("internal error: the spec written for %s does not say what was found; please report it", p.Table.File)
	}
	return nil
}

func (p *Plan) head(l *lines) {
	l.printf("%s\n", schema.Comment(schema.FileName))
	l.printf("# nngen init wrote this from %s: %s, %s. Change what you know better.\n", Shown(p.Table.File), words.Count(p.Table.Rows, "row"), words.Count(len(p.Table.Columns), "column"))
	l.printf("# Train it as it is:  nngen train %s.yaml\n\n", p.Model)
	l.printf("version: 1 # of the spec language\nmodel: %s # the Go package is called so, without underscores\n", p.Model)
	l.printf("description: %s\n\n", yamlText(p.describe()))
}

// describe says in a sentence what the network does.
func (p *Plan) describe() string {
	by := words.Count(len(p.Inputs), "column")
	if p.Target.Classes() {
		return fmt.Sprintf("Tells %s by %s of %s.", p.Target.Title(), by, Shown(p.Table.File))
	}
	return fmt.Sprintf("Estimates %s by %s of %s.", p.Target.Title(), by, Shown(p.Table.File))
}

func (p *Plan) inputs(l *lines, n names) {
	l.printf("# The columns that the network sees. What stands for a gap (missing) and for a value that is not listed (unknown) is\n" +
		"# said of each, so that no later row is refused. To refuse such rows, leave both out.\ninputs:\n")
	for i, in := range p.Inputs {
		l.commented("  - "+p.input(in, n, i), p.remark(in))
	}
	if len(p.Left) > 0 {
		l.printf("  # Left out:\n")
		for _, in := range p.Left {
			l.printf("  #   %s: %s\n", in.Title(), in.Reason)
		}
	}
	l.printf("normalize: standard # numbers: less the mean, divided by the standard deviation; stored with the weights\n\n")
}

// input writes an input.
func (p *Plan) input(in *Input, n names, i int) string {
	name := n.take(in.Name, "Input", fmt.Sprintf("column_%d", in.Index+1), in.declares)
	keys := []string{"name: " + yamlText(name)}
	if name != in.Name {
		keys = append(keys, "column: "+yamlText(in.Name))
	}
	if in.Type != "number" {
		keys = append(keys, "type: "+in.Type)
	}
	missing := "own"
	if in.Type == "number" && in.Missing == 0 {
		missing = "median"
	}
	switch in.Type {
	case "category":
		keys = append(keys, "values: ["+strings.Join(p.values(in, n, spec.GoName(name, "Input")), ", ")+"]")
	case "date":
		keys = append(keys, "format: \""+in.Format+"\"", "parts: ["+strings.Join(in.Parts, ", ")+"]")
	}
	keys = append(keys, "missing: "+missing)
	switch {
	case in.Type == "category" && in.Pooled > 0:
		keys = append(keys, "unknown: own")
	case in.Type == "category":
		keys = append(keys, "unknown: zeros")
	case in.Type == "number" && p.Recipe.Bins > 0:
		keys = append(keys, fmt.Sprintf("encode: {name: piecewise, bins: %d}", p.Recipe.Bins))
	}
	return "{" + strings.Join(keys, ", ") + "}"
}

// values writes the values of a category.
func (p *Plan) values(in *Input, n names, goName string) (list []string) {
	for i, text := range in.Values {
		of := func(value string) []string { return []string{goName + value} }
		name := n.take(text, "", fmt.Sprintf("value_%d", i+1), of)
		list = append(list, named(name, "value", text))
	}
	return list
}

// remark is the comment behind an input.
func (p *Plan) remark(in *Input) string {
	list := []string{}
	if in.Comment != "" {
		list = append(list, in.Comment)
	}
	if in.Coded {
		list = append(list, "integers that look like codes; amounts are better as a number: leave type, values and unknown out")
	}
	if in.Pooled > 0 && len(in.Values) == mostValues {
		list = append(list, words.Count(in.Pooled, "more value")+" in fewer rows than these: unknown")
	} else if in.Pooled > 0 {
		list = append(list, fmt.Sprintf("%s in fewer than %d rows: unknown", words.Count(in.Pooled, "more value"), rare))
	}
	if in.Doubt {
		list = append(list, "day and month could also stand the other way round: look at some")
	}
	if in.Missing > 0 {
		list = append(list, words.Count(in.Missing, "gap"))
	}
	return strings.Join(list, "; ")
}

func (p *Plan) layers(l *lines) {
	r := p.Recipe
	l.printf("# Layers 1 to L.\nlayers:\n")
	if r.Year > 0 {
		l.commented(fmt.Sprintf("  - {kind: formula, formula: \"where(x > %d, (x - %d)/%d, x)\"}", leastYear, r.Year, r.Span),
			"years come as they are: this brings them to the size of the other entries")
	}
	for _, units := range r.Units {
		l.printf("  - {units: %d, activation: relu}\n  - {kind: dropout, rate: %g}\n", units, r.Dropout)
	}
	switch p.Target.Task {
	case "binary":
		l.printf("  - {units: 1} # a sigmoid: the probability of the second label\n\n")
	case "multiclass":
		l.printf("  - {units: %d} # one for each class; softmax makes them probabilities\n\n", len(p.Target.Labels))
	default:
		l.printf("  - {units: 1} # linear\n\n")
	}
}

func (p *Plan) output(l *lines, n names) {
	t := p.Target
	l.printf("output:\n  task: %s\n", t.Task)
	if t.Task == "regression" {
		name := n.take(t.Name, "Output", "target", itself)
		l.printf("  names: [%s]\n", named(name, "column", t.Name))
		l.printf("  normalize: standard # the loss sees normalized targets, answers are in the units of the column\n")
		l.printf("  clip: range # answers stay within what the targets of training have been\n\n")
		return
	}
	var list []string
	for i, label := range t.Labels {
		list = append(list, named(n.take(label, "Label", fmt.Sprintf("label_%d", i+1), itself), "value", label))
	}
	comment := ""
	if t.Task == "binary" {
		comment = "the output is the probability of the second"
	} else if t.Coded {
		comment = "integers that follow each other, taken for classes; for amounts write task: regression, one unit, and no labels"
	}
	l.commented("  labels: ["+strings.Join(list, ", ")+"]", comment)
	l.printf("\n")
}

func (p *Plan) train(l *lines) {
	r := p.Recipe
	l.printf("train:\n")
	if label, rows, often := p.Target.rarest(); p.Target.Classes() && 5*rows < often {
		l.printf("  # class_weights: balanced # rare classes weigh as much as frequent ones (%s: %s); finds more of them, and is wrong more often\n", Shown(label), words.Count(rows, "row"))
	}
	if p.Target.Task == "multiclass" {
		l.printf("  loss: {name: cross_entropy, label_smoothing: 0.1} # probabilities that stay off 0 and 1\n")
	}
	l.printf("  optimizer: {name: adamw, learning_rate: 0.003, weight_decay: 0.1}\n")
	l.printf("  schedule: {name: cosine, warmup: %d} # epochs in which the rate rises; then it falls to 0\n", r.Warmup)
	l.printf("  batch: %d # examples per update\n  epochs: %d # passes over the data\n", r.Batch, r.Epochs)
	if r.Patience > 0 {
		l.printf("  early_stopping: {patience: %d} # ends after so many epochs without a better validation loss, and keeps the best weights\n", r.Patience)
	}
	l.printf("\n")
}

func (p *Plan) data(l *lines) {
	l.printf("data:\n  file: %s # relative to this file\n  target: %s\n", yamlText(p.Data), yamlText(p.Target.Name))
	if p.Table.Decimal == ',' {
		l.printf("  separator: %s\n  decimal: \",\"\n", csv.SeparatorName(p.Table.Separator))
	}
	if len(p.Table.Missing) > 0 {
		var list []string
		for _, text := range append(csv.DefaultMissing(), p.Table.Missing...) {
			list = append(list, fmt.Sprintf("%q", text))
		}
		l.printf("  missing: [%s] # texts that mean that there is no value\n", strings.Join(list, ", "))
	}
	if r := p.Recipe; r.Validation > 0 {
		l.printf("  split: {validation: %g, test: %g} # shares of the rows that are kept from training: for early stopping, and for an honest score\n", r.Validation, r.Test)
	} else {
		l.printf("  split: {test: %g} # share of the rows that is kept from training, for an honest score\n", r.Test)
	}
	l.printf("\n# The weights to embed in the package, when there are some:  nngen train %[1]s.yaml --ship\n# weights: %[1]s.safetensors\n", p.Model)
}
