package main

import (
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// watched are the layers that training watches: dense ones that take vectors, as long as no batch_norm stands among them, with which
// the gradient of a single row says nothing.
func watched(s *spec.Spec) (list []train.Layer) {
	if movesStatistics(s) {
		return nil
	}
	at := embedded(s)
	places := map[int]int{} // in the list, by that in the spec
	for i := range s.Layers {
		l := &s.Layers[i]
		if l.Kind.Name == "dense" && len(l.Ins[0]) == 1 {
			slope, saturates := l.Activation.Entry.MaxSlope(l.Activation.Args)
			w := train.Layer{Number: l.Index, Activation: l.Activation.Entry.Name, Slope: slope, Saturates: saturates, Units: l.Units, In: l.In, From: at}
			w.Source, w.Masked = sourceOf(s, l, places)
			places[i] = len(list)
			list = append(list, w)
		}
		at += int(l.NumParams())
	}
	return list
}

// sourceOf is the place of the layer whose units another takes, or -1, and whether a dropout stands between.
func sourceOf(s *spec.Spec, l *spec.Layer, places map[int]int) (place int, masked bool) {
	for len(l.From) == 1 && !l.From[0].FromInput() {
		from := l.From[0].Layer
		if place, ok := places[from]; ok {
			return place, masked
		}
		l = &s.Layers[from]
		if l.Kind.Name != "dropout" {
			break
		}
		masked = true
	}
	return -1, masked
}
