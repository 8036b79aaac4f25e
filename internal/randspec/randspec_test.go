package randspec

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

func parse(t *testing.T, text string) *spec.Spec {
	t.Helper()
	s, problems := spec.Parse("spec.yaml", []byte(text))
	if s == nil {
		t.Fatalf("%v\n%s", problems, text)
	}
	return s
}

// Among the first networks is every word of the vocabulary, every attribute, and every shape of network.
func TestEveryWord(t *testing.T) {
	var all strings.Builder
	graphs, depths, precisions := 0, map[int]bool{}, map[spec.Precision]bool{}
	for i := range uint64(usual) {
		text := Spec(1, i)
		if text != Spec(1, i) {
			t.Fatalf("number %d differs when drawn again", i)
		}
		s := parse(t, text)
		precisions[s.Precision] = true
		if s.Chain() {
			depths[s.NumLayers()] = true
		} else {
			graphs++
		}
		all.WriteString(text)
	}
	for _, word := range words() {
		if !strings.Contains(all.String(), word) {
			t.Errorf("%q stands in no spec", word)
		}
	}
	if len(depths) != maxDepth || len(precisions) != 2 || graphs < usual/10 {
		t.Errorf("depths %v, precisions %v, %d graphs", depths, precisions, graphs)
	}
}

func words() (list []string) {
	for _, info := range infos() {
		list = append(list, info.Name)
		for _, a := range info.Attrs {
			list = append(list, a.Name+": ")
		}
	}
	for _, f := range expr.Funcs() {
		list = append(list, f.Name+"(")
	}
	return append(list, "normalize: standard", "normalize: minmax", "clip: range", "threshold: 0.", "threshold: f1", "threshold: balanced", "clip_norm: ", "warmup: ", "names:", "labels:", "column: ", "value: ", "unit: ", "description: ")
}

func infos() (list []op.Info) {
	list = append(list, tableInfos(op.Activations)...)
	list = append(list, tableInfos(op.Losses)...)
	list = append(list, tableInfos(op.Optimizers)...)
	list = append(list, tableInfos(op.Schedules)...)
	list = append(list, tableInfos(op.Initializers)...)
	list = append(list, tableInfos(op.Tasks)...)
	return append(list, tableInfos(op.LayerKinds)...)
}

func tableInfos[E op.Entry](table []E) (list []op.Info) {
	for _, e := range table {
		list = append(list, e.Info())
	}
	return list
}
