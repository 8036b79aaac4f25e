package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/spec"
)

// maxDraws is how often values are drawn for one trial, if others had them before or the spec is refused with them.
const maxDraws = 200

// drawTrials draws so many trials, less where the lists of the search have not so many combinations. A trial depends on
// the seed and those before it, so that more of them begin with the same ones.
func drawTrials(s *spec.Spec, n int) ([]trial, error) {
	trials := []trial{{number: 1, spec: s}}
	seen := map[string]bool{fmt.Sprint(s.Current()): true}
	for number := 2; number <= n; number++ {
		t, found := drawTrial(s, number, seen)
		if !found {
			break
		}
		trials = append(trials, t)
	}
	if n > 1 && len(trials) == 1 {
		return nil, fmt.Errorf("%s: no values of search can be combined to a spec that is another one and right", s.File)
	}
	return trials, nil
}

// drawTrial draws values that nobody had.
func drawTrial(s *spec.Spec, number int, seen map[string]bool) (trial, bool) {
	random := rand.New(rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "tune %d %d", s.Train.Seed, number))))
	for range maxDraws {
		settings := s.Draw(random)
		id := fmt.Sprint(textsOf(settings))
		if seen[id] {
			continue
		}
		seen[id] = true
		if with, _ := s.With(settings); with != nil {
			return trial{number: number, settings: settings, spec: with}, true
		}
	}
	return trial{}, false
}

// textsOf are values as they are written.
func textsOf(settings []spec.Setting) (list []string) {
	for _, s := range settings {
		list = append(list, s.Text())
	}
	return list
}

// values are those of a trial by their keys, with what the spec itself has where it is the trial.
func (t *trial) values() map[string]string {
	values := map[string]string{}
	for i, text := range t.texts() {
		values[t.spec.Search[i].Path] = text
	}
	return values
}

func (t *trial) texts() []string {
	if t.settings == nil {
		return t.spec.Current()
	}
	return textsOf(t.settings)
}

// keys are those of the search, in its order.
func (t *trial) keys() (list []string) {
	for _, dim := range t.spec.Search {
		list = append(list, dim.Path)
	}
	return list
}

// part are the trials of a shard that are not over.
func (s shard) part(trials []trial) (list []*trial) {
	for i := range trials {
		if trials[i].result == nil && i%s.of == s.number-1 {
			list = append(list, &trials[i])
		}
	}
	return slices.Clip(list)
}
