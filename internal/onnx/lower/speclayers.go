package lower

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// ensureLayer puts a layer that changes nothing before the first head where the network has none: a spec needs one.
func (n *Network) ensureLayer() {
	if len(n.Layers) == 0 {
		h := n.Heads[0]
		n.Layers = []*Layer{{Kind: "formula", From: []*Layer{h.From}, Dims: h.From.Dims, Attrs: []Attr{{"formula", "x"}}}}
		h.From = n.Layers[0]
	}
}

// name gives names to inputs, and to what is not read by the layer after it alone.
func (w *specWriter) name() {
	n := w.net
	if !n.table() {
		for i, in := range n.Inputs {
			w.names[in] = w.unique(in.Name, fmt.Sprintf("in%d", i+1))
		}
	} else {
		w.names[n.Inputs[0]] = "input"
	}
	for i, l := range n.Layers {
		for _, f := range l.From {
			if len(l.From) == 1 && w.follows(i, f) || w.names[f] != "" || i > 0 && f == n.Layers[i-1] {
				continue
			}
			w.names[f] = w.unique(f.Name, f.Kind)
		}
	}
	for _, h := range n.Heads {
		if w.several() && w.names[h.From] == "" {
			w.names[h.From] = w.unique(h.From.Name, h.From.Kind)
		}
	}
}

// several reports whether the outputs need names.
func (w *specWriter) several() bool {
	h := w.net.Heads
	return len(h) > 1 || h[0].From != w.net.Layers[len(w.net.Layers)-1]
}

// follows reports whether layer i takes f without saying so.
func (w *specWriter) follows(i int, f *Layer) bool {
	if i == 0 {
		return len(w.net.Inputs) == 1
	}
	return f == w.net.Layers[i-1]
}

// legal makes of a name of the graph one that specs allow.
func legal(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_')
	})
	s := strings.Trim(strings.Join(words, "_"), "_")
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		s = "x" + s
	}
	if len(s) > 60 {
		s = s[len(s)-60:]
		s = strings.TrimLeft(s, "0123456789_")
	}
	if s == "" {
		return "x"
	}
	return s
}

func (w *specWriter) unique(name, fallback string) string {
	if name == "" {
		name = fallback
	}
	base := legal(name)
	s := base
	for i := 2; w.taken[strings.ToLower(s)]; i++ {
		s = fmt.Sprintf("%s_%d", base, i)
	}
	w.taken[strings.ToLower(s)] = true
	return s
}

func (w *specWriter) layers() {
	w.line("layers:")
	for i, l := range w.net.Layers {
		if len(l.Nodes) > 0 {
			w.line("  # %s", nodes(l.Nodes))
		}
		w.line("  - {%s}", strings.Join(w.layer(i, l), ", "))
		for _, p := range l.Params {
			w.tensors[fmt.Sprintf("layer%d.%s", i+1, p.Name)] = p
		}
	}
}

// nodes is the comment that names the nodes of a layer.
func nodes(titles []string) string {
	const most = 4
	var list []string
	for i, t := range titles {
		if i == most {
			list = append(list, fmt.Sprintf("and %d more", len(titles)-most))
			break
		}
		list = append(list, comment(t))
	}
	return strings.Join(list, ", ")
}

func (w *specWriter) layer(i int, l *Layer) (keys []string) {
	add := func(key, value string) { keys = append(keys, key+": "+value) }
	if name := w.names[l]; name != "" {
		add("name", name)
	}
	if from := w.from(i, l); from != "" {
		add("from", from)
	}
	if l.Kind == "dense" {
		add("units", strconv.Itoa(l.Units))
	} else {
		add("kind", l.Kind)
	}
	kind := op.MustLookup(op.LayerKinds, l.Kind)
	usual := op.Defaults(kind.Attrs)
	for _, a := range l.Attrs {
		if v, ok := a.Value.(float64); !ok || literal(v) != literal(usual[a.Key]) {
			add(a.Key, literal(a.Value))
		}
	}
	if !l.Activation.Linear() {
		add("activation", l.Activation.text())
	} else if kind.Initialized() {
		add("activation", "linear") // not relu, nor what the task has
	}
	return keys
}

// from names what a layer takes, where that is not the layer before alone.
func (w *specWriter) from(i int, l *Layer) string {
	if len(l.From) == 1 && w.follows(i, l.From[0]) {
		return ""
	}
	var names []string
	for _, f := range l.From {
		name := w.names[f]
		if i > 0 && f == w.net.Layers[i-1] && name == "" {
			name = "previous"
		}
		names = append(names, name)
	}
	if len(names) == 1 {
		return names[0]
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func (a Activation) text() string {
	if a.Formula != "" {
		return fmt.Sprintf("{formula: %q}", a.Formula)
	}
	if len(a.Args) == 0 || a.usual() {
		return a.Word
	}
	text := "{name: " + a.Word
	for _, at := range a.Args {
		text += ", " + at.Key + ": " + literal(at.Value)
	}
	return text + "}"
}

// usual reports whether all numbers of an activation are its defaults.
func (a Activation) usual() bool {
	defaults := op.Defaults(op.MustLookup(op.Activations, a.Word).Attrs)
	for _, at := range a.Args {
		if float32(defaults[at.Key]) != float32(at.Value.(float64)) {
			return false
		}
	}
	return true
}

// number writes a number as short as float32 can tell it from others, where it is one.
func number(x float64) string {
	if float64(float32(x)) == x {
		return strconv.FormatFloat(x, 'g', -1, 32)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func (w *specWriter) heads() {
	if !w.several() {
		w.line("output: {%s}", w.net.Heads[0].keys())
		return
	}
	w.line("outputs:")
	taken := map[string]bool{}
	for _, h := range w.net.Heads {
		base := legal(h.Name)
		name := base
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = fmt.Sprintf("%s_%d", base, i)
		}
		taken[strings.ToLower(name)] = true
		w.line("  %s: {from: %s, %s}", name, w.names[h.From], h.keys())
	}
}

func (h *Head) keys() string {
	text := "task: " + h.Task
	if len(h.Labels) > 0 {
		text += ", labels: " + labels(h.Labels)
	}
	return text
}

// labels writes classes as they are called; a number is a text, too.
func labels(list []string) string {
	var items []string
	for _, s := range list {
		items = append(items, strconv.Quote(s))
	}
	return "[" + strings.Join(items, ", ") + "]"
}
