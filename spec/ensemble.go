package spec

import "slices"

// maxMembers bounds train.ensemble.
const maxMembers = 64

// ensemble reads how many networks learn side by side, and holds what they are together against the limits.
func (d *decoder) ensemble(n *node) {
	members, ok := d.integer(n, "ensemble", 1, maxMembers)
	if !ok {
		return
	}
	d.spec.Train.Ensemble = members
	if d.list.HasErrors() {
		return
	}
	params, outputs := 0, 0
	for i := range d.spec.Layers {
		params += int(d.spec.Layers[i].NumParams())
	}
	for _, out := range d.spec.Outputs() {
		outputs = max(outputs, out.Units)
	}
	for _, limit := range []struct {
		what     string
		is, most int
	}{
		{"layers", members * d.spec.NumLayers(), MaxLayers},
		{"parameters", d.spec.NumParams() + (members-1)*params, MaxParams},
		{"outputs", members * outputs, MaxElements},
	} {
		if limit.is > limit.most {
			d.errorf(n, "limit", "%d members have %d %s together; the limit is %d", members, limit.is, limit.what, limit.most).Hint = "use fewer members, or a smaller network."
			return
		}
	}
}

// Members is how many networks the spec is: those of an ensemble, or one.
func (s *Spec) Members() int { return max(1, s.Train.Ensemble) }

// Reads lists what the head reads: one source, or that of each member of an ensemble, of which it is the mean.
func (o *Output) Reads() []Source { return append([]Source{o.From}, o.others...) }

// Alone reports whether the head is no mean of several members.
func (o *Output) Alone() bool { return len(o.others) == 0 }

// multiply puts the layers of the other members of an ensemble behind those of the first, in its order. They take the same
// inputs and go to the same heads.
func (s *Spec) multiply() {
	one, counted := s.Layers, len(s.Weighted())
	streams := 0
	for i := range one {
		streams = max(streams, one[i].Stream)
	}
	for k := 1; k < s.Members(); k++ {
		for _, l := range one {
			l.Index, l.Name = l.Index+k*counted, ""
			if l.Stream > 0 {
				l.Stream += k * streams
			}
			l.From = slices.Clone(l.From)
			for i := range l.From {
				l.From[i] = l.From[i].behind(k * len(one))
			}
			s.Layers = append(s.Layers, l)
		}
		for _, out := range s.Outputs() {
			if !out.From.FromInput() {
				out.others = append(out.others, out.From.behind(k*len(one)))
			}
		}
	}
	if len(s.Heads) > 0 {
		s.Output = s.Heads[0]
	}
}

// behind is the source that lies so many layers behind; an input is that of all.
func (s Source) behind(layers int) Source {
	if !s.FromInput() {
		s.Layer += layers
	}
	return s
}
