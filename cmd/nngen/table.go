package main

import (
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// inputs counts the inputs of a spec: those that people see.
func inputs(s *spec.Spec) int {
	if len(s.Inputs) > 0 {
		return len(s.Inputs)
	}
	return s.NumInputs
}

// table says how the entries of a row are read and what is fitted to them; nil where they are all numbers and treated alike.
func table(s *spec.Spec) []train.Entry {
	if !s.Typed() {
		return nil
	}
	var list []train.Entry
	weights := newRowWeights(s)
	for _, in := range s.Encodings() {
		e := train.Entry{
			Type: in.Type.Name, Values: in.Values, Optional: in.Missing.How != op.Refuse, Unknown: in.Unknown.How != op.Refuse,
			Format: in.Format, Log1p: in.Log1p, Normalize: in.Normalize, Bins: in.Bins, MissingRow: -1, UnknownRow: -1,
		}
		if in.Type.Go == op.GoBool && !in.Words {
			e.Values = nil
		}
		if in.Missing.How == op.Given && in.Type.OwnRow {
			e.MissingRow = int(in.Missing.Number)
		}
		if fill := in.Fill(); fill.Fitted() {
			e.Fill = string(fill.How)
		}
		weights.of(in, &e)
		for part := range in.Entries() {
			if in.Parts != nil {
				e.Part = in.Parts[part]
			}
			list = append(list, e)
			e.Flag = nil // of the first entry
		}
	}
	return list
}

// rowWeights finds the parameters that belong to one value of an input alone.
type rowWeights struct {
	tables int             // where the next embedding begins
	at     int             // the next encoded entry
	layers []train.Weights // of encoded entry r, in each layer that takes the row
}

func newRowWeights(s *spec.Spec) *rowWeights {
	w := &rowWeights{}
	at := embedded(s)
	for i := range s.Layers {
		l := &s.Layers[i]
		if l.Kind.Units && len(l.From) == 1 && l.From[0].FromInput() {
			w.layers = append(w.layers, train.Weights{From: at, Row: 1, Step: l.In, N: l.Units})
		}
		at += int(l.NumParams())
	}
	return w
}

// embedded counts the parameters of embeddings, which stand before those of the layers.
func embedded(s *spec.Spec) (n int) {
	for _, in := range s.Encodings() {
		if in.Embedding > 0 {
			n += in.Rows() * in.Embedding
		}
	}
	return n
}

// of fills in the parameters of an input.
func (w *rowWeights) of(in *op.Input, e *train.Entry) {
	switch code := in.Code(); {
	case in.Embedding > 0:
		e.Weights = []train.Weights{{From: w.tables, Row: in.Embedding, Step: 1, N: in.Embedding}}
		w.tables += in.Rows() * in.Embedding
		e.MissingRow, e.UnknownRow = max(e.MissingRow, code.Missing), code.Unknown
	case in.Type.OwnRow:
		e.Weights = w.from(w.at)
		e.MissingRow, e.UnknownRow = max(e.MissingRow, code.Missing), code.Unknown
	}
	if in.Flagged() {
		e.Flag = w.from(w.at + in.Width() - 1)
	}
	w.at += in.Width()
}

// from are the weights of the encoded entries from one on.
func (w *rowWeights) from(entry int) (list []train.Weights) {
	for _, l := range w.layers {
		l.From += entry
		list = append(list, l)
	}
	return list
}
