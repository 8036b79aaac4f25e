package nn_test

import (
	"strings"
	"testing"

	flowers "github.com/nngen/nngen/generated/iris"
)

// TestPretrainedIsShared holds that nobody changes the model that all callers share, and that its clone is free.
func TestPretrainedIsShared(t *testing.T) {
	shared := flowers.Pretrained()
	var norm flowers.Input
	for name, change := range map[string]func(*flowers.Model){
		"NewTrainer":   func(m *flowers.Model) { flowers.NewTrainer(m) },
		"SetParams":    func(m *flowers.Model) { m.SetParams(make([]float32, flowers.NumParams)) },
		"SetInputNorm": func(m *flowers.Model) { m.SetInputNorm(&norm, &norm) },
	} {
		change(shared.Clone())
		func() {
			defer func() {
				if text, _ := recover().(string); !strings.HasPrefix(text, name+": Pretrained is one model") {
					t.Errorf("%s of the shared model: %q", name, text)
				}
			}()
			change(shared)
		}()
	}
}
