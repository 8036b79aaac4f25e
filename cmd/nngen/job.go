package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/nngen/nngen/internal/leash"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// newJob is what the program around the package has to know of the spec.
func newJob(s *spec.Spec, mode string) *train.Job {
	t := s.Train
	return &train.Job{
		Table: table(s), Mode: mode, Task: s.Output.Task.Name,
		Inputs: columns(s), NumInputs: s.NumInputs, Targets: s.Output.Targets, NumOutputs: s.Output.Units,
		Separator: s.Data.Separator, Decimal: s.Data.Decimal, Missing: s.Data.Missing, Weight: s.Data.Weight,
		BalanceClasses: t.ClassWeights.Balanced, ClassWeights: t.ClassWeights.ByClass,
		Labels: texts(s.Output.Labels), OutputNames: texts(s.Output.Names),
		Seed: t.Seed, SplitSeed: t.Seed, Validation: s.Data.Validation, Test: s.Data.Test,
		NormalizeInputs: s.Normalize, NormalizeOutputs: s.Output.Normalize, Log1pTargets: s.Output.Log1p, ClipOutputs: s.Output.Clip,
		Threshold: threshold(s.Output), FindThreshold: s.Output.Threshold.Find,
		Batch: t.Batch, LBFGS: lbfgs(s), Epochs: t.Epochs, Patience: t.Patience, Refit: t.Refit, LossSums: t.Loss.Entry.Scale == 0,
		Statistics: movesStatistics(s), Line: isLine(s), Heads: heads(s), Ports: ports(s), Layers: watched(s),
	}
}

// lbfgs says how an optimizer trains that takes all rows at once; of others it is nil. Of the members of an ensemble each has
// its share of the gradient, and so of the decay.
func lbfgs(s *spec.Spec) *train.LBFGS {
	o := s.Train.Optimizer
	if !o.Entry.FullBatch() {
		return nil
	}
	return &train.LBFGS{Rate: o.Args["learning_rate"], Decay: o.Args["weight_decay"] / float64(s.Members())}
}

// heads are the heads of a network with several.
func heads(s *spec.Spec) (list []train.Head) {
	for _, out := range s.Heads {
		list = append(list, train.Head{
			Name: out.Text, Task: out.Task.Name, Targets: out.Targets, NumOutputs: out.Units, Labels: texts(out.Labels), OutputNames: texts(out.Names),
			NormalizeOutputs: out.Normalize, Log1pTargets: out.Log1p, ClipOutputs: out.Clip, Threshold: threshold(out), FindThreshold: out.Threshold.Find,
			LossSums: out.Loss.Entry.Scale == 0, LossWeight: out.LossWeight,
		})
	}
	return list
}

// ports are the inputs that are a mapping.
func ports(s *spec.Spec) (list []train.Port) {
	norms := s.Norms()
	for i := range s.Ports {
		p := &s.Ports[i]
		list = append(list, train.Port{Name: p.Text, Shape: p.Dims, Entries: p.Size(), Inner: norms[i].Inner, Normalize: norms[i].How})
	}
	return list
}

// threshold is the number that the spec says answers are told by; 0 where it says none.
func threshold(out spec.Output) float64 {
	if t := out.Threshold; t.Find == "" && t.Value != 0.5 {
		return t.Value
	}
	return 0
}

// movesStatistics reports whether a layer has numbers that training moves but does not learn.
func movesStatistics(s *spec.Spec) bool {
	return slices.ContainsFunc(s.Layers, func(l spec.Layer) bool {
		return slices.ContainsFunc(l.Saved(), func(p op.Param) bool { return p.Running })
	})
}

// isLine reports whether the network is one linear unit, whose line people want to see.
func isLine(s *spec.Spec) bool {
	return !s.Typed() && !s.Output.Log1p && !s.Output.Clip && s.Normalize != "robust" && len(s.Layers) == 1 && s.NumOutputs() == 1 && s.Last().Activation.Entry.Identity() && !s.Output.Task.Labels
}

func columns(s *spec.Spec) []string {
	var list []string
	for i := range s.Inputs {
		list = append(list, slices.Repeat([]string{s.Inputs[i].Text}, s.Inputs[i].Encoding.Entries())...)
	}
	return list
}

func texts(names []spec.Name) []string {
	var list []string
	for _, n := range names {
		list = append(list, n.Text)
	}
	return list
}

// setWeights fills in the weights: the flag, else those of the spec.
func setWeights(job *train.Job, l loaded, flag string, stderr io.Writer) error {
	switch {
	case flag != "":
		if _, err := fittingWeights(l.spec, flag); err != nil {
			return refuse(err)
		}
	case l.spec.Weights != "":
		if _, err := readWeights(l, stderr); err != nil {
			return err
		}
		flag = l.spec.Path(l.spec.Weights)
	default:
		return refuse(fmt.Errorf("%s names no weights: give --weights FILE, or train some: %s train %s", l.path, called, shellQuote(l.path)))
	}
	return absolute(&job.Weights, flag)
}

func absolute(dst *string, path string) (err error) {
	*dst, err = filepath.Abs(path)
	return refuse(err)
}

// runner is a program around the package of a spec, ready to do its job.
type runner struct {
	shop *workshop.Shop
	cmd  *leash.Command
}

// standardInput is what the standard input of a process is called, which is another one in each.
var standardInput = []string{"/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"}

// ownInput refuses data from the standard input of this process.
func ownInput(job *train.Job) error {
	for _, path := range []string{job.Data, job.TargetFile} {
		if slices.Contains(standardInput, path) {
			return refuse(fmt.Errorf("the data cannot be read from %s, which the program around the network does not have: write them into a file", path))
		}
	}
	return nil
}

// newRunner builds the program. Close the runner's shop after use.
func newRunner(ctx context.Context, s *spec.Spec, job *train.Job) (*runner, error) {
	if err := ownInput(job); err != nil {
		return nil, err
	}
	shop, err := workshop.Open()
	if err != nil {
		return nil, refuse(err)
	}
	r := &runner{shop: shop}
	if err := r.build(ctx, s, job); err != nil {
		shop.Close()
		return nil, refuse(err)
	}
	return r, nil
}

func (r *runner) build(ctx context.Context, s *spec.Spec, job *train.Job) error {
	p, err := r.shop.Add(s.Package, s, workshop.Train)
	if err != nil {
		return err
	}
	if err := r.shop.Build(ctx); err != nil {
		return err
	}
	text, err := json.Marshal(job)
	if err != nil {
		return err
	}
	path := r.shop.Temp("job.json")
	if job.Mode == train.ModeTrain {
		ctx = context.WithoutCancel(ctx) // it is not killed: it ends its work in order
	}
	r.cmd = p.Command(ctx, path)
	return os.WriteFile(path, text, 0o600)
}
