package probe

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Concurrent is the name of the property that Forward may be called from several goroutines at once.
const Concurrent = "concurrent Forward gives the same bits"

func (s *session[E, In, T, Out]) properties() []Property {
	var list []Property
	for _, p := range []struct {
		name  string
		holds func() error
	}{
		{Concurrent, s.concurrent},
		{"concurrent ForwardBatch gives the same bits", s.concurrentBatches},
		{"Classify is what Forward says", s.classify},
		{"classes have the names of the spec", s.classNames},
		{"Params returns what SetParams was given", s.setParams},
		{"Backward twice without Update gives the same bits", s.repeat},
		{"a batch leaves nothing behind for a smaller one", s.shrink},
		{"Step gives the same bits as Backward and Update", s.step},
		{"SetRate takes the place of the schedule", s.rate},
		{"a row of any weight alone is a row without one", s.weightAlone},
		{"targets of rows of weight 0 change nothing", s.weightless},
		{"gradients add up as weights do", s.additive},
		{"InputGradient twice gives the same bits", s.inputsTwice},
		{"Save and Load give the same bits", s.saveLoad},
		{"WriteState and ReadState go on with the same bits", s.state},
		{"Record reads rows as they stand", s.record},
	} {
		problem := ""
		if err := p.holds(); err != nil {
			problem = err.Error()
		}
		list = append(list, Property{p.name, problem})
	}
	return list
}

func (s *session[E, In, T, Out]) concurrent() error {
	m := s.model()
	want := s.outputs(m)
	return together(4, func(int) error { return sameRows("outputs", s.outputs(m), want) })
}

// concurrentBatches gives every goroutine the rows in another order, so that they do not hide what they share.
func (s *session[E, In, T, Out]) concurrentBatches() error {
	m := s.model()
	var want [goroutines][]Out
	n := max(len(s.xs), min(batchRows, longWork/4/s.work()))
	batch := func(g int) []Out {
		xs := spanOf(Span{g * len(s.xs) / goroutines, n}, s.xs)
		ys := make([]Out, len(xs))
		m.ForwardBatch(ys, xs)
		return ys
	}
	for g := range want {
		want[g] = batch(g)
	}
	return together(min(most, max(4, longWork/4/(n*s.work()))), func(g int) error {
		for i, y := range batch(g) {
			got, want := s.net.Output(&y), s.net.Output(&want[g][i])
			if slices.Equal(got, want) {
				continue
			}
			if err := same("outputs", widen(got), widen(want)); err != nil {
				return fmt.Errorf("row %d: %w", i, err)
			}
		}
		return nil
	})
}

const (
	goroutines = 8
	batchRows  = 200 // few enough for one block
	most       = 300 // batches of a small network, which are over too soon to meet
)

// together calls f the given times in each of several goroutines, which begin at once.
func together(times int, f func(goroutine int) error) error {
	errs := make([]error, goroutines)
	start := make(chan struct{})
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			<-start
			for range times {
				if err := f(g); err != nil {
					errs[g] = err
				}
			}
		})
	}
	close(start)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *session[E, In, T, Out]) setParams() error {
	return same("parameters", s.params(s.model()), s.req.Params)
}

func (s *session[E, In, T, Out]) repeat() error {
	t := s.net.NewTrainer(s.model())
	first := s.backward(t, s.xs, s.ts)
	return sameGradient(s.backward(t, s.xs, s.ts), first)
}

func (s *session[E, In, T, Out]) shrink() error {
	used, fresh := s.net.NewTrainer(s.model()), s.net.NewTrainer(s.model())
	used.Backward(s.xs, s.ts)
	return sameGradient(s.backward(used, s.xs[:1], s.ts[:1]), s.backward(fresh, s.xs[:1], s.ts[:1]))
}

func (s *session[E, In, T, Out]) step() error {
	m := s.model()
	t := s.net.NewTrainer(m)
	k := 0
	return s.steps(func(want Step) error {
		p := s.req.Steps[k]
		k++
		t.SetEpoch(p.Epoch)
		loss := t.Step(s.xs[p.From:p.To], s.ts[p.From:p.To])
		if !finite(append([]float64{want.Loss}, want.Values...)) {
			if loss == loss {
				return fmt.Errorf("step %d: the loss is %v, though a step that is not finite should return NaN", k, loss)
			}
		} else if err := same("loss", []float64{float64(loss)}, []float64{want.Loss}); err != nil {
			return fmt.Errorf("step %d: %w", k, err)
		}
		if err := same("parameters", s.params(m), want.Params); err != nil {
			return fmt.Errorf("step %d: %w", k, err)
		}
		return nil
	})
}

// saveLoad saves a model that was trained, so that what it computes with must be what it saves.
func (s *session[E, In, T, Out]) saveLoad() error {
	m := s.model()
	s.net.NewTrainer(m).Step(s.xs, s.ts)
	dir, err := os.MkdirTemp("", "nngen-probe-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "weights.safetensors")
	if err := m.Save(path); err != nil {
		return err
	}
	loaded, err := s.net.Load(path)
	if err != nil {
		return err
	}
	if err := same("parameters", s.params(loaded), s.params(m)); err != nil {
		return err
	}
	if get := s.net.Threshold; get != nil {
		if err := same("thresholds", widen(get(loaded)), s.req.Threshold); err != nil {
			return err
		}
	}
	return sameRows("outputs", s.outputs(loaded), s.outputs(m))
}

// state trains a model with one trainer, and another model with two of them, the second of which goes on from the
// state of the first. It sets the epoch at the start only, since that is part of the state.
func (s *session[E, In, T, Out]) state() error {
	whole, halved := s.model(), s.model()
	t, first, second := s.net.NewTrainer(whole), s.net.NewTrainer(halved), s.net.NewTrainer(halved)
	half := (len(s.req.Steps) + 1) / 2
	for _, p := range s.req.Steps[half:] {
		t.SetEpoch(p.Epoch)
		first.SetEpoch(p.Epoch)
	}
	s.train(t, s.req.Steps)
	s.train(first, s.req.Steps[:half])
	var buf bytes.Buffer
	if err := first.WriteState(&buf); err != nil {
		return err
	}
	if err := second.ReadState(&buf); err != nil {
		return err
	}
	s.train(second, s.req.Steps[half:])
	return same("parameters", s.params(halved), s.params(whole))
}

func (s *session[E, In, T, Out]) train(t Trainer[E, In, T], parts []Part) {
	for _, p := range parts {
		t.Step(s.xs[p.From:p.To], s.ts[p.From:p.To])
	}
}

func sameGradient(got, want Gradient) error {
	if err := same("loss", []float64{got.Loss}, []float64{want.Loss}); err != nil {
		return err
	}
	return same("gradient", got.Values, want.Values)
}

func sameRows(what string, got, want [][]float64) error {
	for i := range want {
		if err := same(what, got[i], want[i]); err != nil {
			return fmt.Errorf("row %d: %w", i, err)
		}
	}
	return nil
}

// same compares bits, so that NaN equals itself and 0 is not -0.
func same(what string, got, want []float64) error {
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
			return fmt.Errorf("%s: entry %d is %v instead of %v", what, i, got[i], want[i])
		}
	}
	return nil
}

// record reads the rows as texts and as JSON, and writes them.
func (s *session[E, In, T, Out]) record() error {
	if s.net.Record == nil {
		return nil
	}
	for i, texts := range s.req.Texts {
		rows, err := s.net.Record(texts, s.req.JSON[i])
		if err != nil {
			return fmt.Errorf("row %d, %s: %w", i, s.req.JSON[i], err)
		}
		for k, how := range []string{"texts", "JSON", "JSON written again"} {
			if err := same(how, gaps(widen(s.net.Input(&rows[k]))), gaps(s.req.X[i])); err != nil {
				return fmt.Errorf("row %d, %s: %w", i, s.req.JSON[i], err)
			}
		}
	}
	return nil
}

// gaps is the row with the same NaN wherever a value is missing.
func gaps(row []float64) []float64 {
	row = slices.Clone(row)
	for i, v := range row {
		if math.IsNaN(v) {
			row[i] = math.NaN()
		}
	}
	return row
}

// finite reports whether no number is NaN or infinite.
func finite(list []float64) bool {
	return !slices.ContainsFunc(list, func(v float64) bool { return v-v != 0 })
}
