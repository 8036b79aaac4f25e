package export

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// PyTorch writes an nn.Module of the network, as a page of Python that loads the weights file.
func PyTorch(s *spec.Spec, class, weights string) ([]byte, error) {
	p := &python{spec: s}
	if err := able(s); err != nil {
		return nil, err
	}
	if err := p.body(); err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, pageMark+"%s.\n\"\"\"%s\n\n    model = %s.load(%q)\n    y = model(%s)\n\"\"\"\n", clean(filepath.Base(s.File)), clean(orName(s)), class, weights, strings.Join(p.args, ", "))
	b.WriteString("import torch\nfrom safetensors.torch import load_file\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n")
	fmt.Fprintf(&b, "class %s(nn.Module):\n    def __init__(self):\n        super().__init__()\n%s", class, lines(p.init))
	fmt.Fprintf(&b, "\n    def forward(self, %s):\n%s", strings.Join(p.args, ", "), lines(p.forward))
	b.WriteString(loader)
	return []byte(b.String()), nil
}

// loader is the method that reads a weights file. Its tensors are those of the module, but that PyTorch counts batches too, and
// that a module answers probabilities, whatever the threshold.
const loader = `
    @classmethod
    def load(cls, path):
        model = cls()
        tensors = {name if name.startswith("layer") else name.replace(".", "_"): t for name, t in load_file(path).items()}
        missing, unexpected = model.load_state_dict(tensors, strict=False)
        missing = [name for name in missing if not name.endswith("num_batches_tracked")]
        unexpected = [name for name in unexpected if not (name.startswith("output_") and name.endswith("threshold"))]
        if missing or unexpected:
            raise ValueError(f"{path}: missing {missing}, unexpected {unexpected}")
        return model.eval()
`

func orName(s *spec.Spec) string {
	if s.Description != "" {
		return s.Description
	}
	return s.Model
}

// clean makes a text fit to stand in a comment or docstring.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	return strings.NewReplacer(`\`, `\\`, `"""`, `'''`).Replace(s)
}

func lines(list []string) string {
	var b strings.Builder
	for _, l := range list {
		b.WriteString("        " + l + "\n")
	}
	return b.String()
}

// python collects the lines of a module.
type python struct {
	spec          *spec.Spec
	args          []string
	init, forward []string
}

func (p *python) initf(format string, args ...any) {
	p.init = append(p.init, fmt.Sprintf(format, args...))
}

func (p *python) f(format string, args ...any) {
	p.forward = append(p.forward, fmt.Sprintf(format, args...))
}

func (p *python) body() error {
	s := p.spec
	var inputs []string
	norms := s.Norms()
	if len(s.Ports) == 0 {
		p.args = []string{"x"}
	}
	for i := range s.Ports {
		p.args = append(p.args, "in_"+s.Ports[i].Text)
	}
	for i, a := range p.args {
		rank := 1
		if len(s.Ports) > 0 {
			rank = len(s.Ports[i].Dims)
		}
		inputs = append(inputs, a)
		if n := norms[i]; n.How != "none" {
			offset, scale := p.buffer(n.Tensor+".offset", n.Size, "0.0"), p.buffer(n.Tensor+".scale", n.Size, "1.0")
			p.f("%s = (%s - %s) / %s", a, a, viewed(offset, rank), viewed(scale, rank))
			if n.How == "robust" {
				p.f("%s = %s", a, pythonFormula(expr.MustParse(op.Squash, "x"), []string{a}))
			}
		}
	}
	outs := make([]string, len(s.Layers))
	value := func(from spec.Source) string {
		if from.FromInput() {
			return inputs[from.Input]
		}
		return outs[from.Layer]
	}
	for i := range s.Layers {
		l := &s.Layers[i]
		var x []string
		for _, f := range l.From {
			x = append(x, value(f))
		}
		y, err := p.layer(l, x)
		if err != nil {
			return err
		}
		if l.Activation.Entry != nil {
			y = p.activated(l, y)
		}
		outs[i] = fmt.Sprintf("a%d", i+1)
		p.f("%s = %s", outs[i], y)
	}
	var results []string
	for i, h := range s.Outputs() {
		y := pythonMean(h, value)
		results = append(results, p.rescaled(y, norms[len(norms)-len(s.Outputs())+i], s.Shape(h.From)))
	}
	p.f("return %s", strings.Join(results, ", "))
	return nil
}

// pythonMean is what a head reads: of an ensemble the mean.
func pythonMean(h *spec.Output, value func(spec.Source) string) string {
	if h.Alone() {
		return value(h.From)
	}
	var members []string
	for _, from := range h.Reads() {
		members = append(members, value(from))
	}
	return fmt.Sprintf("((%s) / %d)", strings.Join(members, " + "), len(members))
}

// rescaled brings what a head reads, which has the shape dims, to raw units and into their range.
func (p *python) rescaled(y string, n spec.Norm, dims []int) string {
	entries := func(what, def string) string {
		name := p.buffer(n.Tensor+"."+what, n.Size, def)
		if len(dims) > 1 {
			name += ".view(" + commas(dims) + ")"
		}
		return name
	}
	if n.How != "none" {
		y = fmt.Sprintf("%s * %s + %s", y, entries("scale", "1.0"), entries("offset", "0.0"))
	}
	if n.Log1p {
		y = fmt.Sprintf("torch.expm1(%s)", y)
	}
	if n.Clip {
		y = fmt.Sprintf("torch.minimum(torch.maximum(%s, %s), %s)", y, entries("low", `float("-inf")`), entries("high", `float("inf")`))
	}
	return y
}

// buffer declares numbers of the weights file that are not learned: input.offset becomes input_offset.
func (p *python) buffer(tensor string, n int, def string) string {
	name := strings.ReplaceAll(tensor, ".", "_")
	p.initf("self.register_buffer(%q, torch.full((%d,), %s))", name, n, def)
	return "self." + name
}

// viewed lays a vector along the channels.
func viewed(name string, rank int) string {
	if rank == 1 {
		return name
	}
	return name + ".view(-1" + strings.Repeat(", 1", rank-1) + ")"
}

func (p *python) layer(l *spec.Layer, x []string) (string, error) {
	name := fmt.Sprintf("layer%d", l.Index)
	switch l.Kind.Name {
	case "dense":
		p.initf("self.%s = nn.Linear(%d, %d)", name, l.In, l.Units)
	case "layer_norm":
		n := int(l.Args["dims"])
		p.initf("self.%s = nn.LayerNorm(%s, eps=%g)", name, tuple(l.Out[len(l.Out)-n:]), l.Args["epsilon"])
	case "rms_norm":
		return p.rmsNorm(l, x[0]), nil
	case "batch_norm":
		p.initf("self.%s = nn.BatchNorm%dd(%d, eps=%g, momentum=%g)", name, max(1, len(l.Out)-1), l.Out[0], l.Args["epsilon"], l.Args["momentum"])
	case "dropout":
		name = fmt.Sprintf("dropout%d", l.Stream)
		p.initf("self.%s = nn.Dropout(%g)", name, l.Args["rate"])
	default:
		if y := p.sliding(l, x[0]); y != "" {
			return y, nil
		}
		return p.plain(l, x)
	}
	return fmt.Sprintf("self.%s(%s)", name, x[0]), nil
}

// rmsNorm is written out, since nn.RMSNorm came with PyTorch 2.4; its weight has the same name.
func (p *python) rmsNorm(l *spec.Layer, x string) string {
	n := int(l.Args["dims"])
	over := make([]int, n)
	for i := range over {
		over[i] = i - n
	}
	p.initf("self.layer%d = nn.Module()", l.Index)
	p.initf("self.layer%d.weight = nn.Parameter(torch.ones(%s))", l.Index, commas(l.Out[len(l.Out)-n:]))
	return fmt.Sprintf("%s * torch.rsqrt(%s.square().mean(dim=%s, keepdim=True) + %g) * self.layer%d.weight", x, x, tuple(over), l.Args["epsilon"], l.Index)
}

// plain is a layer without parameters.
func (p *python) plain(l *spec.Layer, x []string) (string, error) {
	switch l.Kind.Name {
	case "activation":
		return x[0], nil
	case "add":
		return strings.Join(x, " + "), nil
	case "mul":
		return strings.Join(x, " * "), nil
	case "formula":
		return pythonFormula(l.Formula, x), nil
	case "concat":
		return fmt.Sprintf("torch.cat([%s], dim=%d)", strings.Join(x, ", "), axis(l, l.Args["axis"])), nil
	case "flatten", "reshape":
		return fmt.Sprintf("%s.reshape(-1, %s)", x[0], commas(l.Out)), nil
	case "permute":
		return fmt.Sprintf("%s.permute(0, %s)", x[0], commas(axes(l, "axes"))), nil
	case "slice":
		a := axis(l, l.Args["axis"])
		start, end := span(l, a)
		return fmt.Sprintf("%s[%s%d:%d:%d]", x[0], strings.Repeat(":, ", a), start, end, int(l.Args["step"])), nil
	case "reduce":
		over := axes(l, "axes")
		if len(over) == 0 {
			for i := range l.Ins[0] {
				over = append(over, i+1)
			}
		}
		call := map[string]string{"sum": "sum", "mean": "mean", "max": "amax"}[l.Words["op"]]
		return fmt.Sprintf("%s.%s(dim=%s, keepdim=True).reshape(-1, %s)", x[0], call, tuple(over), commas(l.Out)), nil
	case "scale":
		y := x[0]
		for _, part := range []struct{ key, op string }{{"factor", "*"}, {"offset", "+"}} {
			if list := l.Lists[part.key]; len(list) == 1 {
				y = fmt.Sprintf("%s %s %g", y, part.op, list[0])
			} else if len(list) > 1 {
				name := fmt.Sprintf("%s%d", part.key, l.Index)
				p.initf("self.register_buffer(%q, torch.tensor(%s), persistent=False)", name, strings.ReplaceAll(fmt.Sprint(list), " ", ", "))
				y = fmt.Sprintf("%s %s %s", y, part.op, viewed("self."+name, len(l.Out)))
			}
		}
		return y, nil
	case "quantize":
		step := fmt.Sprint(l.Lists["step"][0])
		if list := l.Lists["step"]; len(list) > 1 {
			name := fmt.Sprintf("step%d", l.Index)
			p.initf("self.register_buffer(%q, torch.tensor(%s), persistent=False)", name, strings.ReplaceAll(fmt.Sprint(list), " ", ", "))
			step = viewed("self."+name, len(l.Out))
		}
		return fmt.Sprintf("torch.clamp(torch.round(%s / %s), %g, %g)", x[0], step, l.Args["low"], l.Args["high"]), nil
	}
	return "", fmt.Errorf("layer %d is of kind %s, which cannot be exported to PyTorch yet", l.Index, l.Kind.Name)
}

func commas(list []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ", "), "[]")
}

func tuple(list []int) string { return "(" + commas(list) + ",)" }

// torchWords are the activations that PyTorch has as a function of the same definition.
var torchWords = map[string]string{"relu": "F.relu(%s)", "sigmoid": "torch.sigmoid(%s)", "tanh": "torch.tanh(%s)", "selu": "F.selu(%s)",
	"gelu": "F.gelu(%s)", "silu": "F.silu(%s)", "softplus": "F.softplus(%s)", "softsign": "F.softsign(%s)", "mish": "F.mish(%s)", "relu6": "F.relu6(%s)",
	"hard_sigmoid": "F.hardsigmoid(%s)", "hard_swish": "F.hardswish(%s)", "hard_tanh": "F.hardtanh(%s)", "softmax": "torch.softmax(%s, dim=-1)"}

func (p *python) activated(l *spec.Layer, z string) string {
	g := l.Activation.Entry
	switch word := torchWords[g.Name]; {
	case g.Identity():
		return z
	case g.Custom:
		return pythonFormula(g.Forward(nil), []string{"(" + z + ")"})
	case word != "":
		return fmt.Sprintf(word, z)
	case g.Name == "leaky_relu":
		return fmt.Sprintf("F.leaky_relu(%s, %g)", z, l.Activation.Args["alpha"])
	case g.Name == "elu":
		return fmt.Sprintf("F.elu(%s, %g)", z, l.Activation.Args["alpha"])
	}
	return pythonFormula(g.Forward(l.Activation.Args), []string{"(" + z + ")"})
}

// torchFunctions are those of formulas that are not called torch.NAME of the same name.
var torchFunctions = map[string]string{"softplus": "F.softplus", "max": "torch.maximum", "min": "torch.minimum", "pow": "torch.pow", "where": "torch.where"}

// pythonFormula writes a formula of tensors. Numbers among the arguments of functions of two become tensors.
func pythonFormula(e expr.Expr, x []string) string {
	switch e := e.(type) {
	case expr.Num:
		return fmt.Sprintf("%g", float64(e))
	case expr.Var:
		for i, name := range op.Variables {
			if string(e) == name {
				return x[i]
			}
		}
	case expr.Neg:
		return "-(" + pythonFormula(e.X, x) + ")"
	case *expr.Binary:
		return fmt.Sprintf("(%s %s %s)", pythonFormula(e.X, x), e.Op, pythonFormula(e.Y, x))
	case *expr.Call:
		var args []string
		for _, a := range e.Args {
			text := pythonFormula(a, x)
			if n, ok := a.(expr.Num); ok {
				text = fmt.Sprintf("torch.tensor(%s)", expr.FormatNum(float64(n)))
			}
			args = append(args, text)
		}
		name := torchFunctions[e.Fn.Name]
		if name == "" {
			name = "torch." + e.Fn.Name
		}
		return name + "(" + strings.Join(args, ", ") + ")"
	}
	panic(fmt.Sprintf("internal error: the formula %s cannot be written", e))
}
