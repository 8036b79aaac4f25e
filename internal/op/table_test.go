package op

import (
	"math"
	"reflect"
	"slices"
	"testing"
)

func infos() map[string][]Info {
	all := map[string][]Info{}
	collect(all, "activations", Activations)
	collect(all, "losses", Losses)
	collect(all, "optimizers", Optimizers)
	collect(all, "initializers", Initializers)
	collect(all, "schedules", Schedules)
	collect(all, "tasks", Tasks)
	collect(all, "layer kinds", LayerKinds)
	return all
}

func collect[E Entry](all map[string][]Info, table string, entries []E) {
	for _, e := range entries {
		all[table] = append(all[table], e.Info())
	}
}

func TestEntriesAreWhole(t *testing.T) {
	for table, list := range infos() {
		seen := map[string]bool{}
		for _, e := range list {
			if e.Name == "" || e.Doc == "" || seen[e.Name] {
				t.Errorf("%s: %q has no name or doc, or stands twice", table, e.Name)
			}
			seen[e.Name] = true
			for _, a := range e.Attrs {
				if a.Name == "" || a.Doc == "" || !a.Required && !a.Range.Contains(a.Default) && a.Otherwise == "" {
					t.Errorf("%s: %s: attribute %+v", table, e.Name, a)
				}
			}
		}
	}
}

// Entries name one another; each of those names must be there.
func TestEntriesReferToEntries(t *testing.T) {
	for _, a := range Activations {
		if _, ok := Lookup(Initializers, a.Init); !ok {
			t.Errorf("%s: no initializer %q", a.Name, a.Init)
		}
	}
	for _, l := range Losses {
		if _, ok := Lookup(Activations, l.Of); l.Logits && !ok {
			t.Errorf("%s: no activation %q", l.Name, l.Of)
		}
	}
	for _, k := range Tasks {
		if _, ok := Lookup(Activations, k.Activation); !ok {
			t.Errorf("%s: no activation %q", k.Name, k.Activation)
		}
		for _, name := range k.Losses {
			l, ok := Lookup(Losses, name)
			if !ok || l.Logits && (!k.Only || l.Of != k.Activation) || l.Joint != k.Classes {
				t.Errorf("%s: loss %q does not fit", k.Name, name)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	if a, ok := Lookup(Activations, "tanh"); !ok || a.Name != "tanh" {
		t.Errorf("got %v, %v", a, ok)
	}
	if a, ok := Lookup(Activations, "tahn"); ok {
		t.Errorf("got %v", a)
	}
	if got := Names(Tasks); !slices.Equal(got, []string{"regression", "binary", "multiclass", "multilabel"}) {
		t.Errorf("tasks %v", got)
	}
	if u := Default(MustLookup(Activations, "leaky_relu")); u.Name() != "leaky_relu" || u.Args["alpha"] != 0.01 {
		t.Errorf("got %v %v", u.Name(), u.Args)
	}
}

func TestSpread(t *testing.T) {
	spread := map[string]func(fanIn, fanOut float64) float64{
		"he_normal":      func(fanIn, _ float64) float64 { return math.Sqrt(2 / fanIn) },
		"glorot_uniform": func(fanIn, fanOut float64) float64 { return math.Sqrt(6 / (fanIn + fanOut)) },
		"he_uniform":     func(fanIn, _ float64) float64 { return math.Sqrt(6 / fanIn) },
		"glorot_normal":  func(fanIn, fanOut float64) float64 { return math.Sqrt(2 / (fanIn + fanOut)) },
		"lecun_normal":   func(fanIn, _ float64) float64 { return math.Sqrt(1 / fanIn) },
		"normal":         func(_, _ float64) float64 { return 0.05 },
		"uniform":        func(_, _ float64) float64 { return 0.05 },
		"torch":          func(fanIn, _ float64) float64 { return 1 / math.Sqrt(fanIn) },
		"zeros":          func(_, _ float64) float64 { return 0 },
	}
	for _, i := range Initializers {
		want := spread[i.Name]
		if want == nil {
			t.Errorf("%s is not tested", i.Name)
			continue
		}
		for _, fan := range [][2]int{{1, 1}, {8, 3}, {784, 128}} {
			got := i.Spread(Defaults(i.Attrs), fan[0], fan[1])
			if w := want(float64(fan[0]), float64(fan[1])); !near(got, w, 1e-15) {
				t.Errorf("%s of %v: %v, want %v", i.Name, fan, got, w)
			}
		}
	}
}

func TestDenseParams(t *testing.T) {
	l := &Layer{Kind: MustLookup(LayerKinds, "dense"), Index: 1, In: 4, Units: 8}
	want := []Param{{Name: "weight", Symbol: "W", Dims: []int{8, 4}}, {Name: "bias", Symbol: "b", Dims: []int{8}}}
	if got := l.Kind.Params(l); !reflect.DeepEqual(got, want) || l.NumParams() != 40 {
		t.Errorf("%v, %d in all", got, l.NumParams())
	}
}

func TestRange(t *testing.T) {
	for _, c := range []struct {
		r       Range
		text    string
		in, out []float64
	}{
		{Any, "a finite number", []float64{-1e300, 0, 5}, []float64{math.NaN(), math.Inf(1), math.Inf(-1)}},
		{Positive, "greater than 0", []float64{1e-300, 7}, []float64{0, -1, math.NaN(), math.Inf(1)}},
		{NonNegative, "at least 0", []float64{0, 7}, []float64{-1e-300, math.Inf(1)}},
		{UnitInterval, "at least 0 and less than 1", []float64{0, 0.999}, []float64{1, -0.1, math.NaN()}},
		{Bool, "true or false", []float64{0, 1}, []float64{-1, 2}},
		{Range{Min: 2, Max: 3}, "between 2 and 3", []float64{2, 3}, []float64{1.9, 3.1}},
	} {
		if got := c.r.String(); got != c.text {
			t.Errorf("%+v reads %q, want %q", c.r, got, c.text)
		}
		for _, v := range c.in {
			if !c.r.Contains(v) {
				t.Errorf("%q refuses %v", c.text, v)
			}
		}
		for _, v := range c.out {
			if c.r.Contains(v) {
				t.Errorf("%q accepts %v", c.text, v)
			}
		}
	}
}
