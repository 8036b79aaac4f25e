// Package face makes of a spec what package codegen prints: the compiled program, and the face of its package.
package face

import (
	"fmt"
	"strings"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/spec"
)

// Compile compiles a spec and makes its face, without weights. An error is a bug of nngen.
func Compile(s *spec.Spec) (*ir.Program, codegen.Face, error) {
	p, err := plan.Compile(s)
	return p, Of(s), err
}

// Generate prints the package of a spec, without weights. An error is a bug of nngen.
func Generate(s *spec.Spec) ([]codegen.File, error) {
	p, f, err := Compile(s)
	if err != nil {
		return nil, err
	}
	return codegen.Generate(p, f)
}

// Portable prints the package of a spec as Generate does, with what is written out where there is no assembly.
func Portable(s *spec.Spec) ([]codegen.File, error) {
	p, f, err := Compile(s)
	if err != nil {
		return nil, err
	}
	return codegen.Generate(p.Portable(), f)
}

// Of is the face of a spec.
func Of(s *spec.Spec) codegen.Face {
	f := codegen.Face{Package: s.Package, Source: baseName(s.File), Description: s.Description, Fingerprint: s.Fingerprint(), Chain: s.Chain()}
	f.Encoded, f.Missing = s.NumEncoded(), s.Data.Missing
	if s.Data.Decimal != "" {
		f.Decimal = s.Data.Decimal[0]
	}
	for i := range s.Inputs {
		columns(&f, &s.Inputs[i])
	}
	for _, l := range s.Weighted() {
		f.Layers = append(f.Layers, codegen.Layer{Index: l.Index, Kind: l.Kind.Name, Activation: activation(l), Name: l.Name, Takes: s.Takes(l), Dims: l.Out})
	}
	norms := s.Norms()
	for i, p := range s.Ports {
		port := codegen.Port{Name: codegen.Name{Go: p.Go, Text: p.Text}, Dims: p.Dims}
		if n := norms[i]; n.How != "none" {
			port.Norm, port.Channels = n.Param, n.Size
		}
		f.Ports = append(f.Ports, port)
	}
	heads := s.Outputs()
	norms = norms[len(norms)-len(heads):]
	for i, out := range heads {
		h := codegen.Head{Name: codegen.Name{Go: out.Go, Text: out.Text}, Task: tasks(out.Task), Labels: names(out.Labels), Names: names(out.Names),
			Log1p: out.Log1p, Threshold: out.Threshold.Value, Loss: codegen.Loss{Name: out.Loss.Name(), Logits: out.Loss.Entry.Logits}}
		if norms[i].How != "none" {
			h.Norm = norms[i].Param
		}
		if norms[i].Threshold.Find != "" {
			h.Found = norms[i].Param
		}
		if norms[i].Clip {
			h.Range = norms[i].Param
		}
		f.Heads = append(f.Heads, h)
	}
	return f
}

// activation is that of a layer, which of kinds without units is shown only where it does something.
func activation(l *spec.Layer) string {
	if l.Kind.Activation == "" || l.Activation.Entry.Identity() && !l.Kind.Units {
		return ""
	}
	return l.Activation.Entry.Title()
}

func tasks(t *op.Task) codegen.Task {
	switch {
	case t.Classes:
		return codegen.Classes
	case t.Labels && t.Units == 1:
		return codegen.Binary
	case t.Labels:
		return codegen.Labels
	}
	return codegen.Values
}

func names(list []spec.Name) (faces []codegen.Name) {
	for _, n := range list {
		faces = append(faces, codegen.Name{Go: n.Go, Text: n.Text, Called: n.Called})
	}
	return faces
}

// note is what the spec says of an input: its unit and description.
func note(in spec.Input) string {
	switch {
	case in.Unit != "" && in.Description != "":
		return fmt.Sprintf("in %s: %s", in.Unit, in.Description)
	case in.Unit != "":
		return "in " + in.Unit
	}
	return in.Description
}

// baseName is the name of a file without its folders, in either spelling of paths.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// kinds are what stands in the columns of input types.
var kinds = map[op.GoType]codegen.Kind{op.GoNumber: codegen.Number, op.GoValue: codegen.Coded, op.GoBool: codegen.Truth, op.GoTime: codegen.Date}

// columns adds an input of a table, and the entries of Input that it is.
func columns(f *codegen.Face, in *spec.Input) {
	e := &in.Encoding
	c := codegen.Column{Name: codegen.Name{Go: in.Go, Text: in.Text, Called: in.Called, Note: note(*in)}, Kind: kinds[e.Type.Go], Entry: e.Entry,
		Values: names(in.Values), Words: e.Words, Optional: e.Missing.How != op.Refuse, Unknown: e.Unknown.How != op.Refuse, Above: e.Log1p, Format: e.Format, Parts: e.Parts}
	f.Columns = append(f.Columns, c)
	for i := range e.Entries() {
		n := c.Name
		n.Go = e.PartName(i)
		f.Inputs = append(f.Inputs, n)
	}
}
