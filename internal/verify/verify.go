package verify

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/nngen/nngen/internal/verify/probe"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/spec"
)

// Run builds the packages of the specs and returns a report of each, in order. An error says that they could not be
// built; a package that computes something wrong, or crashes, has a report that is not OK. Besides what is the same in every
// run, lengths of batches are drawn from the seed. Models are those of the specs that are trained already, or nil.
func Run(ctx context.Context, specs []*spec.Spec, models []*Trained, seed uint64) ([]*Report, error) {
	shop, err := workshop.Open()
	if err != nil {
		return nil, err
	}
	defer shop.Close()
	programs, err := add(shop, specs)
	if err != nil {
		return nil, err
	}
	return judge(ctx, shop, programs, specs, models, seed)
}

// add puts a program around the package of each spec. Packages of one name do not collide.
func add(shop *workshop.Shop, specs []*spec.Spec) ([]*workshop.Program, error) {
	var programs []*workshop.Program
	for i, s := range specs {
		p, err := shop.Add(fmt.Sprintf("n%d", i), s, workshop.Probe)
		if err != nil {
			return nil, err
		}
		programs = append(programs, p)
	}
	return programs, nil
}

// judge builds the programs and runs them, as many at once as there are cores.
func judge(ctx context.Context, shop *workshop.Shop, programs []*workshop.Program, specs []*spec.Spec, models []*Trained, seed uint64) ([]*Report, error) {
	lists, err := judgeWith(ctx, shop, programs, specs, models, seed, []string{""})
	if err != nil {
		return nil, err
	}
	var reports []*Report
	for _, list := range lists {
		reports = append(reports, list...)
	}
	return reports, nil
}

// judgeWith returns for each program a report with each of the sets of kernels; "" is the one that the environment asks for.
func judgeWith(ctx context.Context, shop *workshop.Shop, programs []*workshop.Program, specs []*spec.Spec, models []*Trained, seed uint64, kernels []string) ([][]*Report, error) {
	if err := shop.Build(ctx); err != nil {
		return nil, err
	}
	reports, errs := make([][]*Report, len(specs)), make([]error, len(specs))
	var group sync.WaitGroup
	cores := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, s := range specs {
		cores <- struct{}{}
		var model *Trained
		if models != nil {
			model = models[i]
		}
		group.Go(func() {
			reports[i], errs[i] = judgeOne(ctx, programs[i], s, model, seed, kernels)
			<-cores
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return reports, nil
}

// judgeOne draws once what all sets of kernels are asked.
func judgeOne(ctx context.Context, program *workshop.Program, s *spec.Spec, model *Trained, seed uint64, kernels []string) (list []*Report, err error) {
	t, err := newTrial(s, seed)
	if err != nil {
		return nil, err
	}
	t.model = model
	problem := t.draw()
	for _, set := range kernels {
		r := &Report{Model: s.Model, File: s.File, Precision: string(s.Precision), Params: s.NumParams(), Seed: seed}
		if s.Storage != spec.Full {
			r.Precision = string(s.Storage) + " weights"
		}
		list = append(list, r)
		if problem != nil {
			r.Problem = problem.Error()
			continue
		}
		if err := t.report(ctx, program, set, r); err != nil {
			return nil, err
		}
		if t, err = t.again(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// report asks a program that runs with a set of kernels, and compares.
func (t *trial) report(ctx context.Context, program *workshop.Program, kernels string, r *Report) error {
	r.Rows = len(t.req.X)
	u := t.updates()
	answer, err := ask(ctx, program, kernels, &t.req, u.add)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, workshop.ErrNotStarted):
		return err
	case err != nil:
		r.Problem = err.Error()
	default:
		r.Steps = u.taken
		r.Checks = slices.Concat(t.checks(answer), t.spans(answer.Spans), u.checks())
		r.Properties, r.Allocs = answer.Properties, answer.Allocs
		r.Weights = t.trained(answer.Trained)
	}
	return nil
}

// ask runs a program, with a set of kernels unless it is "", and gives each step of its answer to the function.
func ask(ctx context.Context, program *workshop.Program, kernels string, req *probe.Request, each func(probe.Step)) (*probe.Response, error) {
	var in, log bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(req); err != nil {
		return nil, err
	}
	cmd := program.Command(ctx)
	if kernels != "" {
		cmd.Env = append(cmd.Env, "NNGEN_KERNELS="+kernels)
	}
	cmd.Stdin, cmd.Stderr = &in, &log
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, workshop.NotStarted(err)
	}
	answer, unread := read(out, len(req.Steps), each)
	out.Close()
	if err := cmd.Wait(); err != nil {
		return nil, fmt.Errorf("the program around the package failed: %s", reason(log.String(), err))
	}
	return answer, unread
}

func read(r io.Reader, steps int, each func(probe.Step)) (*probe.Response, error) {
	d := gob.NewDecoder(r)
	answer := &probe.Response{}
	if err := d.Decode(answer); err != nil {
		return nil, fmt.Errorf("the program around the package gave no answer: %w", err)
	}
	for range steps {
		var step probe.Step
		if err := d.Decode(&step); err != nil {
			return nil, fmt.Errorf("the answer of the program around the package is cut short: %w", err)
		}
		each(step)
	}
	return answer, nil
}

// reason is the first line of what a program wrote to standard error, such as the message of a panic.
func reason(log string, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(log), "\n")
	if line == "" {
		return err.Error()
	}
	return line
}
