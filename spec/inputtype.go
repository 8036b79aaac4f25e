package spec

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// maxBins bounds the bins of a piecewise encoding.
const maxBins = 256

var (
	inputNormalizations = Words{append(slices.Clone(normalizations.Words), "robust"),
		append(slices.Clone(normalizations.Docs), "less the median, divided by the distance of the quartiles; far values squashed")}
	transforms   = Words{[]string{"none", "log1p"}, []string{"as it is", "log(1 + x), before it is normalized"}}
	binsForm     = Whole{2, maxBins}
	piecewise    = "piecewise"
	encodingForm = Keys{
		{Name: "name", Doc: "piecewise: bins between quantiles, behind the number itself (Gorishniy et al. 2022)", Required: true, Form: Words{Words: []string{piecewise}}},
		{Name: "bins", Doc: "how many", Required: true, Form: binsForm},
	}
	valuesForm = OneOf{List{nameForm(labelKeys), 1, MaxUnits}, Keys{{Name: "file", Doc: "text file with a value on each line, relative to the spec", Required: true, Form: pathForm}}}
	typeKeys   = Keys{
		{Name: "type", Doc: "what stands in the column; number unless set", Form: words(op.InputTypes)},
		{Name: "missing", Doc: "what stands for a missing value: a value, or one of the words error, own, mean, median (numbers), most_frequent (categories); error unless set", Form: Text{}},
		{Name: "unknown", Doc: "category, ordinal: what stands for a value that is not listed: a listed one, or one of the words error, own (category), zeros; error unless set", Form: Text{}},
		{Name: "normalize", Doc: "number: in the place of the spec's", Form: inputNormalizations},
		{Name: "transform", Doc: "number: what is done to it before it is normalized; none unless set", Form: transforms},
		{Name: "encode", Doc: "number: further entries that say where it lies", Form: encodingForm},
		{Name: "values", Doc: "category, ordinal: the texts that it can have; bool: two, false first", Form: valuesForm},
		{Name: "embedding", Doc: "category: so many learned numbers for each value, in the place of an entry for each", Form: Whole{1, MaxUnits}},
		{Name: "format", Doc: "date: how it is written, as Go does for 2006-01-02 15:04:05 (January 2nd)", Form: Text{Prose: false, Pattern: "."}},
		{Name: "parts", Doc: "date: what is taken of it; year, month and weekday unless set", Form: List{Words{Words: op.DateParts}, 1, len(op.DateParts)}},
	}
)

// inputType reads what makes of a column what layer 1 sees.
func (d *decoder) inputType(in *Input, f fields) {
	e := &in.Encoding
	*e = op.Input{Type: op.InputTypes[0], Name: in.Called, Go: in.Go, Normalize: "none", Missing: op.Instead{How: op.Refuse}, Unknown: op.Instead{How: op.Refuse}}
	if n := f["type"]; n != nil {
		word := d.choice(n, "type", "", op.Names(op.InputTypes)...)
		if word == "" {
			return
		}
		e.Type = op.MustLookup(op.InputTypes, word)
	}
	d.foreignKeys(e.Type, f)
	if e.Type.Scaled {
		e.Normalize = d.spec.Normalize
		if f["normalize"] != nil {
			e.Normalize = d.choice(f["normalize"], "normalize", "none", inputNormalizations.Words...)
		}
		e.Log1p = d.choice(f["transform"], "transform", "none", transforms.Words...) == "log1p"
		d.encoding(e, f["encode"])
	}
	if e.Type.Takes("values") {
		d.values(in, f)
	}
	if n, ok := d.integer(f["embedding"], "embedding", 1, MaxUnits); ok {
		e.Embedding = n
	}
	if e.Type.Takes("parts") {
		d.date(in, f)
	}
	e.Missing = d.instead(f["missing"], "missing", e, append([]string{string(op.Refuse)}, e.Type.Missing...))
	if e.Type.Takes("unknown") {
		known := []string{string(op.Refuse), string(op.Zeros)}
		if e.Type.OwnRow {
			known = append(known, string(op.Own))
		}
		e.Unknown = d.instead(f["unknown"], "unknown", e, known)
	}
}

// foreignKeys reports keys that belong to other types.
func (d *decoder) foreignKeys(t *op.InputType, f fields) {
	for _, k := range typeKeys[1:] {
		if f[k.Name] == nil || t.Takes(k.Name) {
			continue
		}
		var of []string
		for _, other := range op.InputTypes {
			if other.Takes(k.Name) {
				of = append(of, other.Name)
			}
		}
		d.errorf(f[k.Name], "input-key", "the key %s belongs to the type %s, not to %s", k.Name, join(of, "or"), t.Name).Hint =
			fmt.Sprintf("leave %s out, or write type: %s.", k.Name, of[0])
	}
}

func (d *decoder) encoding(e *op.Input, n *node) {
	if n == nil {
		return
	}
	f := d.mapping(n, "encode", encodingForm)
	d.choice(f["name"], "name", piecewise, piecewise)
	e.Bins, _ = d.integer(f["bins"], "bins", int(binsForm.Min), int(binsForm.Max))
}

// instead reads what stands for a value: one of the words, or a value, which may be quoted where it is one of them.
func (d *decoder) instead(n *node, key string, e *op.Input, words []string) op.Instead {
	text, ok := d.text(n, key)
	switch {
	case !ok:
		return op.Instead{How: op.Refuse}
	case slices.Contains(words, text) && !n.quoted:
		return op.Instead{How: op.How(text)}
	case e.Type.Scaled:
		if v, ok := number(text); ok && !n.quoted {
			if e.Log1p && v <= -1 {
				d.errorf(n, "out-of-range", "%s is %s, but log1p needs a number greater than -1", key, n.shown()).Hint = "write another number, or leave transform out."
			}
			return op.Instead{How: op.Given, Number: v}
		}
		d.unknown(n, "unknown-value", fmt.Sprintf("%s cannot be %s: it is a number or one of a few words", key, n.quotedText()), "the words", words)
	case e.Type.Takes("values"):
		if i := placeOf(e, text); i >= 0 {
			return op.Instead{How: op.Given, Number: float64(i)}
		}
		known := slices.Concat(words, e.Values)
		if len(known) > 20 {
			known = append(known[:20:20], "…")
		}
		d.unknown(n, "unknown-value", fmt.Sprintf("%s cannot be %s, which is no value that is listed", key, quote(text)), "allowed", known)
	default:
		d.unknown(n, "unknown-value", fmt.Sprintf("%s cannot be %s", key, quote(text)), "allowed", words)
	}
	return op.Instead{How: op.Refuse}
}

// placeOf is the place of a value among those of an input, or -1.
func placeOf(e *op.Input, text string) int {
	if e.Type.Go == op.GoBool && !e.Words {
		return slices.IndexFunc([][]string{{"false", "no", "f", "n", "0"}, {"true", "yes", "t", "y", "1"}}, func(words []string) bool {
			return slices.Contains(words, strings.ToLower(text))
		})
	}
	if i := slices.Index(e.Values, text); i >= 0 {
		return i
	}
	v, ok := number(text)
	if !ok {
		return -1
	}
	return slices.IndexFunc(e.Values, func(s string) bool { x, ok := number(s); return ok && x == v })
}

// date reads the format and the parts.
func (d *decoder) date(in *Input, f fields) {
	e := &in.Encoding
	e.Parts = op.DefaultParts
	var ok bool
	if e.Format, ok = d.text(f["format"], "format"); !ok || !dateFormat(e.Format) {
		at := f["format"]
		if at == nil {
			at = in.at
			if at == nil {
				return
			}
			d.errorf(at, "missing-key", "the date %s needs the key format", quote(in.Text)).Hint = `write format: "2006-01-02", the way in which your data would write January 2nd, 2006.`
			return
		}
		if ok {
			d.errorf(at, "bad-format", "the format %s has no day, month and year", quote(e.Format)).Hint = `write January 2nd, 2006, 3:04:05 in the afternoon as your data would: "2006-01-02", "02.01.2006 15:04".`
		}
	}
	if f["parts"] == nil {
		return
	}
	e.Parts = nil
	for _, item := range d.sequence(f["parts"], "parts") {
		part := d.choice(item, "parts", "", op.DateParts...)
		switch {
		case part == "":
		case slices.Contains(e.Parts, part):
			d.errorf(item, "duplicate-name", "%s stands twice in this list", part).Hint = "keep one of them."
		default:
			e.Parts = append(e.Parts, part)
		}
	}
	if len(e.Parts) == 0 {
		e.Parts = op.DefaultParts
	}
}

// table sets the places of the inputs in the raw row, and bounds it and the encoded one.
func (d *decoder) table(n *node) {
	raw, encoded, params := 0, 0, 0
	for i := range d.spec.Inputs {
		e := &d.spec.Inputs[i].Encoding
		e.Entry = raw
		raw += e.Entries()
		encoded += e.Width()
		params += e.Rows() * e.Embedding
		what, most := "", 0
		switch {
		case raw > MaxInputs:
			what, most = "entries", MaxInputs
		case encoded > MaxElements:
			what, most = "encoded entries", MaxElements
		case params > MaxParams:
			what, most = "parameters", MaxParams
		default:
			continue
		}
		at := d.spec.Inputs[i].at
		if at == nil {
			at = n
		}
		d.errorf(at, "limit", "up to here the inputs have more than %d %s", most, what).Hint = "leave inputs out, or give categories a smaller embedding."
		for k := range d.spec.Inputs[i:] { // one mistake, one diagnostic
			d.spec.Inputs[i+k].Encoding.Embedding = 0
		}
		break
	}
	d.spec.NumInputs = raw
}

// Typed reports whether a row has to be encoded: whether n[0], or what the entries mean, is not that of the columns.
func (s *Spec) Typed() bool {
	return slices.ContainsFunc(s.Inputs, func(in Input) bool { return !in.Encoding.Plain() || in.Encoding.Normalize != s.Normalize })
}

// Encodings are the inputs of a list as layer 1 sees them.
func (s *Spec) Encodings() []*op.Input {
	var list []*op.Input
	for i := range s.Inputs {
		list = append(list, &s.Inputs[i].Encoding)
	}
	return list
}

// number reads a text as a decimal number.
func number(text string) (float64, bool) {
	if !realText.MatchString(text) {
		return 0, false
	}
	v, err := parseFloat(text)
	return v, err == nil && !math.IsInf(v, 0)
}
