package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"sync"

	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// goOn does the trials that are left.
func (t *tuning) goOn(ctx context.Context) error {
	todo := t.flags.shard.part(t.trials)
	if done := len(t.results()); done > 0 {
		t.say("%d of %s done already\n", done, words.Count(len(t.trials), "trial"))
	}
	if len(todo) == 0 {
		return nil
	}
	shop, err := workshop.Open()
	if err != nil {
		return refuse(err)
	}
	defer shop.Close()
	t.say("compiling %s for %s\n", t.spec.Model, words.Count(len(todo), "trial"))
	programs, err := addPrograms(shop, todo)
	if err == nil {
		err = shop.Build(ctx)
	}
	if err != nil {
		return refuse(err)
	}
	return t.sideBySide(ctx, todo, func(ctx context.Context, one *trial) error {
		return t.do(ctx, shop, programs[one], one)
	})
}

// addPrograms puts a program around the package of each trial. Those with the same package share it, and so do those whose
// packages differ in a constant learning rate, which is told to the program.
func addPrograms(shop *workshop.Shop, todo []*trial) (map[*trial]*workshop.Program, error) {
	programs, bySource := map[*trial]*workshop.Program{}, map[string]*workshop.Program{}
	for _, one := range todo {
		of := unrated(one.spec)
		id, err := packageSum(of)
		if err != nil {
			return nil, err
		}
		if bySource[id] == nil {
			if bySource[id], err = shop.Add(fmt.Sprintf("trial%d", one.number), of, workshop.Train); err != nil {
				return nil, err
			}
		}
		programs[one] = bySource[id]
	}
	return programs, nil
}

// unrated is a spec that is the same for every learning rate that does not change.
func unrated(s *spec.Spec) *spec.Spec {
	if constantRate(s) == 0 {
		return s
	}
	c := *s
	c.Train.Optimizer.Args = maps.Clone(s.Train.Optimizer.Args)
	c.Train.Optimizer.Args["learning_rate"] = 1
	return &c
}

// constantRate is the learning rate of all epochs; 0 where there is none.
func constantRate(s *spec.Spec) float64 {
	t := s.Train
	if t.Schedule.Name() != "constant" || t.Schedule.Args["warmup"] > 0 {
		return 0
	}
	return t.Optimizer.Args["learning_rate"]
}

// packageSum is a hash of the package of a spec.
func packageSum(s *spec.Spec) (string, error) {
	files, err := face.Generate(s)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%s %d\n%s", f.Name, len(f.Data), f.Data)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// sideBySide does trials, as many at a time as there are cores, until one fails.
func (t *tuning) sideBySide(ctx context.Context, todo []*trial, do func(context.Context, *trial) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan *trial)
	var crew sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(todo)) {
		crew.Go(func() {
			for one := range next {
				if err := do(ctx, one); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, one := range todo {
		select {
		case next <- one:
		case <-ctx.Done():
		}
	}
	close(next)
	crew.Wait()
	return context.Cause(ctx)
}

// do runs one training, on one core.
func (t *tuning) do(ctx context.Context, shop *workshop.Shop, p *workshop.Program, one *trial) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	job := newJob(one.spec, train.ModeTrial)
	job.Data, job.DataShown, job.TargetFile, job.TargetFileShown = t.data.Data, t.data.DataShown, t.data.TargetFile, t.data.TargetFileShown
	job.Folds, job.Rate = t.flags.folds, constantRate(one.spec)
	text, err := json.Marshal(job)
	path := shop.Temp(fmt.Sprintf("job%d.json", one.number))
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		return refuse(err)
	}
	r := &runner{shop: shop, cmd: p.Command(ctx, path)}
	r.cmd.Env = append(r.cmd.Env, "GOMAXPROCS=1")
	return r.events(ctx, &onceWriter{w: t.stderr, once: &t.complained}, func(e train.Event, _ []byte) error {
		if e.Event != train.EventDone {
			return nil
		}
		result := one.resultOf(e)
		if err := t.log.add(result); err != nil {
			return refuse(err)
		}
		return refuse(t.tell(one, result))
	})
}

// tell reports a trial that is over.
func (t *tuning) tell(one *trial, r *trialResult) error {
	t.log.mu.Lock()
	defer t.log.mu.Unlock()
	one.result = r
	if t.flags.json {
		return t.emit(struct {
			Event string `json:"event"`
			*trialResult
		}{"trial", r})
	}
	t.say("trial %d of %d: %s; %s\n", r.Trial, len(t.trials), r.Outcome(), one.listed())
	return nil
}

// emit prints a line of JSON.
func (t *tuning) emit(v any) error {
	enc := json.NewEncoder(t.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// onceWriter lets the first of several programs that complain have its say.
type onceWriter struct {
	w    io.Writer
	once *sync.Once
}

// Write writes what is said first.
func (o *onceWriter) Write(text []byte) (n int, err error) {
	o.once.Do(func() { _, err = o.w.Write(text) })
	return len(text), err
}
