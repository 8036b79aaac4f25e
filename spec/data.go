package spec

import (
	"slices"

	"github.com/nngen/nngen/internal/op"
	wording "github.com/nngen/nngen/internal/words"
)

var (
	dataKeys = Keys{
		{Name: "file", Doc: "CSV with a header, relative to the spec", Form: pathForm},
		{Name: "target", Doc: "column of the target, or a list of them for several outputs; unless set, the columns of output.names, else the last ones", Form: OneOf{Text{}, List{Of: Text{}, Min: 1}}},
		{Name: "separator", Doc: "between fields, as a word or the character; found out from the header unless set", Form: Words{Words: separators()}},
		{Name: "decimal", Doc: "what stands before the decimals of a number; a point unless set", Form: Words{Words: decimals}},
		{Name: "missing", Doc: `texts that mean that there is no value; "", NA, N/A, NaN, nan, null, NULL and None unless set`, Form: List{Of: Text{}, Min: 1}},
		{Name: "weight", Doc: "column that weighs the rows in training", Form: Text{}},
		{Name: "split", Doc: "shares of the rows that are kept from training", Form: splitKeys},
	}
	splitKeys = Keys{
		{Name: "validation", Doc: "share for early stopping", Form: Number{op.UnitInterval}},
		{Name: "test", Doc: "share for the score at the end", Form: Number{op.UnitInterval}},
	}
)

// separatorWords name the characters that can stand between fields.
var separatorWords = []struct{ word, char string }{{"comma", ","}, {"semicolon", ";"}, {"tab", "\t"}, {"bar", "|"}}

var decimals = []string{".", ","}

// separators lists the words and the characters.
func separators() (list []string) {
	for _, s := range separatorWords {
		list = append(list, s.word)
	}
	for _, s := range separatorWords {
		list = append(list, s.char)
	}
	return list
}

// writing reads how the file is written.
func (d *decoder) writing(f fields) {
	data := &d.spec.Data
	data.Separator = d.choice(f["separator"], "separator", "", separators()...)
	for _, s := range separatorWords {
		if data.Separator == s.word {
			data.Separator = s.char
		}
	}
	data.Decimal = d.choice(f["decimal"], "decimal", "", decimals...)
	for _, item := range d.sequence(f["missing"], "missing") {
		if text, ok := d.text(item, "missing"); ok {
			data.Missing = append(data.Missing, text)
		}
	}
	data.Weight, _ = d.text(f["weight"], "weight")
	d.weightIsFree(f["weight"])
}

// weightIsFree reports a weight that is also an input or a target.
func (d *decoder) weightIsFree(n *node) {
	data := &d.spec.Data
	if data.Weight == "" {
		return
	}
	for _, in := range d.spec.Inputs {
		if in.Text == data.Weight {
			p := d.errorf(n, "target-is-input", "the column %s is an input and cannot weigh the rows too", quote(in.Text))
			p.Notes, p.Hint = note(in.at, "an input here"), "leave it out of the inputs, or name another column."
		}
	}
	if slices.Contains(data.Target, data.Weight) {
		d.errorf(n, "target-is-input", "the column %s is a target and cannot weigh the rows too", quote(data.Weight)).Hint = "name another column."
	}
}

// data reads where the examples are and how they are split, and holds early stopping against that.
func (d *decoder) data(n *node) {
	before := len(d.list)
	var f fields
	if n != nil {
		f = d.mapping(n, "data", dataKeys)
	}
	d.split(f["split"])
	if t := d.spec.Train; t.Patience > 0 && d.spec.Data.Validation == 0 && len(d.list) == before {
		d.errorf(t.early, "no-validation", "early stopping watches the validation loss, but there is no validation part").Hint =
			"write split: {validation: 0.1} under data, or leave early_stopping out."
	}
	d.spec.Data.File, d.spec.fileAt = d.path(f["file"], "file"), f["file"]
	columns := d.outputColumns()
	if f["target"] == nil {
		d.targets(columns)
	} else {
		d.target(f["target"], columns)
	}
	d.writing(f)
}

// outputColumns lists what stands in the header for each output of a regression. It is empty where no name has a column
// of its own: then the names are only names.
func (d *decoder) outputColumns() []Name {
	names, task := d.spec.Output.Names, d.spec.Output.Task
	if task == nil || task.Labels || !slices.ContainsFunc(names, func(n Name) bool { return n.own != nil }) {
		return nil
	}
	return names
}

// target reads the columns that hold the targets: one for classes, one per output otherwise. They are held against the
// columns of the outputs, where these have some.
func (d *decoder) target(n *node, columns []Name) {
	items := []*node{n}
	if n.kind == sequenceNode {
		items = d.sequence(n, "target")
	}
	var targets []Name
	for _, item := range items {
		if s, ok := d.text(item, "target"); ok {
			targets = append(targets, Name{Text: s, at: item})
		}
	}
	d.targets(d.distinct(targets))
	d.targetCount(n, len(items))
	if len(targets) == len(columns) {
		d.targetMismatch(targets, columns)
	}
}

func (d *decoder) targets(list []Name) {
	for _, t := range list {
		d.spec.Data.Target = append(d.spec.Data.Target, t.Text)
	}
	d.targetIsInput(list)
}

// targetMismatch reports targets that are not the columns that the outputs name.
func (d *decoder) targetMismatch(targets, columns []Name) {
	for i, t := range targets {
		if c := columns[i]; c.own != nil && c.Text != t.Text {
			p := d.errorf(t.at, "target-mismatch", "output %d has the column %s, but target %d is %s", i+1, quote(c.Text), i+1, quote(t.Text))
			p.Notes, p.Hint = note(c.own, "the column of output %d", i+1), "leave target out: the columns of the outputs are the targets."
		}
	}
}

// targetIsInput reports a target that is one of the inputs: the network would be shown the answer.
func (d *decoder) targetIsInput(targets []Name) {
	inputs := map[string]*node{}
	for _, in := range d.spec.Inputs {
		inputs[in.Text] = in.at
	}
	for _, t := range targets {
		if at := inputs[t.Text]; at != nil {
			place := t.at
			if t.own != nil {
				place = t.own
			}
			p := d.errorf(place, "target-is-input", "the column %s is an input and cannot be a target too", quote(t.Text))
			p.Notes, p.Hint = note(at, "an input here"), "leave it out of the inputs, or name another target."
		}
	}
}

func (d *decoder) targetCount(n *node, got int) {
	task := d.spec.Output.Task
	if task == nil || got == 0 || len(d.spec.Layers) == 0 || d.spec.Last().Units == 0 {
		return
	}
	want, why := d.spec.Last().Units, wording.Count(d.spec.Last().Units, "unit")+" in the last layer"
	if task.Classes {
		want, why = 1, "one column that names the class"
	}
	if got != want {
		d.errorf(n, "target-count", "there %s, but the task %s has %s", are(got, "target column"), task.Name, why).Hint =
			"write " + wording.Count(want, "target column") + "."
	}
}

func (d *decoder) split(n *node) {
	if n == nil {
		return
	}
	share := op.UnitInterval
	f := d.mapping(n, "split", splitKeys)
	d.spec.Data.Validation, _ = d.real(f["validation"], "validation", share)
	d.spec.Data.Test, _ = d.real(f["test"], "test", share)
	if sum := d.spec.Data.Validation + d.spec.Data.Test; sum >= 1 {
		d.errorf(n, "out-of-range", "validation and test take %g of the rows, which leaves none to train on", sum).Hint = "their sum must be less than 1."
	}
}
