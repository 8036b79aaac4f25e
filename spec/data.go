package spec

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/op"
	wording "github.com/nngen/nngen/internal/words"
)

var (
	dataKeys = Keys{
		{Name: "file", Doc: "CSV with a header, or arrays: .npz, .npy or idx; relative to the spec", Form: pathForm},
		{Name: "target", Doc: "column or array of the target, or a list of them for several outputs; of several heads a mapping from their names to these; unless set, the columns of output.names, else the last ones", Form: OneOf{columnsForm[0], columnsForm[1], Mapping{layerName.String(), columnsForm}}},
		{Name: "target_file", Doc: "file of the targets, where file holds one array: .npy or idx; relative to the spec", Form: pathForm},
		{Name: "separator", Doc: "between fields, as a word or the character; found out from the header unless set", Form: Words{Words: separators()}},
		{Name: "decimal", Doc: "what stands before the decimals of a number; a point unless set", Form: Words{Words: decimals}},
		{Name: "missing", Doc: `texts that mean that there is no value; "", NA, N/A, NaN, nan, null, NULL and None unless set`, Form: List{Of: Text{}, Min: 1}},
		{Name: "weight", Doc: "column or array that weighs the rows in training", Form: Text{}},
		{Name: "split", Doc: "shares of the rows that are kept from training", Form: splitKeys},
	}
	splitKeys = Keys{
		{Name: "validation", Doc: "share for early stopping", Form: Number{op.UnitInterval}},
		{Name: "test", Doc: "share for the score at the end", Form: Number{op.UnitInterval}},
	}
)

// columnsForm is a column, or a list of them.
var columnsForm = OneOf{Text{}, List{Of: Text{}, Min: 1}}

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
	if t := d.spec.Train; t.Refit > 0 && d.spec.Data.Validation == 0 && len(d.list) == before {
		d.errorf(t.refit, "no-validation", "refit finds the number of epochs with validation parts, but there is none").Hint =
			"write split: {validation: 0.1} under data, or leave refit out."
	}
	if len(d.list) == before {
		d.findsThreshold()
	}
	d.spec.Data.File, d.spec.fileAt = d.path(f["file"], "file"), f["file"]
	d.spec.Data.TargetFile, d.spec.targetFileAt = d.path(f["target_file"], "target_file"), f["target_file"]
	d.targets(f["target"])
	d.writing(f)
}

// targets finds the columns that hold the targets of each head.
func (d *decoder) targets(n *node) {
	heads := d.spec.Outputs()
	of := map[string]*node{"": n} // by the name of the head
	if len(d.spec.Heads) > 0 {
		of = d.headTargets(n)
		d.targetLess(n, of)
	}
	for _, out := range heads {
		columns := outputColumns(out)
		if of[out.Text] == nil {
			d.setTargets(out, columns)
			continue
		}
		d.target(out, of[out.Text], columns)
	}
	for _, out := range heads {
		d.spec.Data.Target = append(d.spec.Data.Target, out.Targets...)
	}
	if len(d.spec.Heads) > 0 {
		d.spec.Output = d.spec.Heads[0]
	}
}

// headTargets reads targets that are a mapping from heads to their columns.
func (d *decoder) headTargets(n *node) map[string]*node {
	if n == nil {
		return nil
	}
	var names []string
	for _, out := range d.spec.Outputs() {
		names = append(names, out.Text)
	}
	if n.kind != mappingNode {
		d.errorf(n, "wrong-type", "target must be a mapping from the heads to their columns, not %s", n.quotedText()).Hint =
			fmt.Sprintf("write target: {%s: COLUMN, …}.", names[0])
		return nil
	}
	of := map[string]*node{}
	for _, e := range n.entries {
		switch {
		case !slices.Contains(names, e.key.text):
			of[d.unknown(e.key, "target-mismatch", "no head is called "+quote(e.key.text), "the heads are", names)] = nil
		case e.value.kind == nullNode:
			d.noValue(e.key, false)
			of[e.key.text] = nil
		default:
			of[e.key.text] = e.value
		}
	}
	return of
}

// targetLess reports heads that have no target though others have.
func (d *decoder) targetLess(n *node, of map[string]*node) {
	if of == nil {
		return
	}
	for _, out := range d.spec.Outputs() {
		_, present := of[out.Text]
		byLabels := out.Task != nil && out.Task.Labels && len(out.Labels) == out.Units && out.Task.Units != 1 && !out.Task.Classes
		if !present && !byLabels && outputColumns(out) == nil {
			d.errorf(n, "target-count", "target names no column of the head %s", quote(out.Text)).Hint = fmt.Sprintf("write target: {%s: COLUMN, …}.", out.Text)
		}
	}
}

// outputColumns lists what stands in the header for each output of a regression. It is empty where no name has a column
// of its own: then the names are only names.
func outputColumns(out *Output) []Name {
	if out.Task == nil || out.Task.Labels || !slices.ContainsFunc(out.Names, func(n Name) bool { return n.own != nil }) {
		return nil
	}
	return out.Names
}

// target reads the columns that hold the targets of a head: one for classes, one per output otherwise. They are held
// against the columns of the outputs, where these have some.
func (d *decoder) target(out *Output, n *node, columns []Name) {
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
	d.setTargets(out, d.distinct(targets))
	d.targetCount(out, n, len(items))
	if len(targets) == len(columns) {
		d.targetMismatch(targets, columns)
	}
}

func (d *decoder) setTargets(out *Output, list []Name) {
	for _, t := range list {
		out.Targets = append(out.Targets, t.Text)
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

func (d *decoder) targetCount(out *Output, n *node, got int) {
	if out.Task == nil || got == 0 || len(d.spec.Layers) == 0 || out.Units == 0 {
		return
	}
	want, why := out.Units, wording.Count(out.Units, "unit")+" in the last layer"
	if len(d.spec.Heads) > 0 {
		why = wording.Count(out.Units, "output")
	}
	if out.Task.Classes {
		want, why = 1, "one column that names the class"
	}
	if got != want {
		d.errorf(n, "target-count", "there %s, but the task %s has %s", are(got, "target column"), out.Task.Name, why).Hint =
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
