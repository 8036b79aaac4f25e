package export

import (
	"fmt"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/onnx"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// words are the activations that an operator computes as it is. The others are written out from their formulas.
var words = map[string]func(a op.Args) (name string, attrs []*onnx.Attr){
	"relu": operator("Relu"), "sigmoid": operator("Sigmoid"), "tanh": operator("Tanh"), "selu": operator("Selu"), "softplus": operator("Softplus"),
	"softsign": operator("Softsign"), "hard_swish": operator("HardSwish"),
	"leaky_relu": func(a op.Args) (string, []*onnx.Attr) {
		return "LeakyRelu", []*onnx.Attr{attrFloat("alpha", a["alpha"])}
	},
	"elu": func(a op.Args) (string, []*onnx.Attr) {
		return "Elu", []*onnx.Attr{attrFloat("alpha", a["alpha"])}
	},
	"hard_sigmoid": func(op.Args) (string, []*onnx.Attr) {
		return "HardSigmoid", []*onnx.Attr{attrFloat("alpha", 1.0/6), attrFloat("beta", 0.5)}
	},
	"softmax": func(op.Args) (string, []*onnx.Attr) { return "Softmax", []*onnx.Attr{attrInt("axis", -1)} },
}

func operator(name string) func(op.Args) (string, []*onnx.Attr) {
	return func(op.Args) (string, []*onnx.Attr) { return name, nil }
}

// activation writes a = g(z). Attributes of ONNX are float32, so float64 models have their formulas written out.
func (w *writer) activation(l *spec.Layer, z string) string {
	g := l.Activation.Entry
	if g.Identity() {
		return z
	}
	word := words[g.Name]
	if word != nil && !g.Custom && (w.elem == onnx.Float || len(g.Attrs) == 0 && g.Name != "selu" && g.Name != "hard_sigmoid" && g.Name != "hard_swish") {
		name, attrs := word(l.Activation.Args)
		return w.node(name, []string{z}, attrs...)
	}
	return w.expression(g.Forward(l.Activation.Args), []string{z})
}

// expression writes a formula of values, which it calls x, y, z, u, v, w.
func (w *writer) expression(e expr.Expr, x []string) string {
	f := &formula{w: w, x: x, done: map[string]string{}}
	return f.write(e)
}

// formula writes each part that occurs more than once a single time.
type formula struct {
	w    *writer
	x    []string
	done map[string]string
}

func (f *formula) write(e expr.Expr) string {
	if n, ok := e.(expr.Num); ok {
		return f.w.numbers([]int{}, float64(n))
	}
	if v, ok := e.(expr.Var); ok {
		for i, name := range op.Variables {
			if string(v) == name {
				return f.x[i]
			}
		}
	}
	key := e.String()
	if f.done[key] == "" {
		f.done[key] = f.compute(e)
	}
	return f.done[key]
}

// operators are those of formulas; comparisons are truth values.
var operators = map[string]string{"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "<": "Less", "<=": "LessOrEqual", ">": "Greater", ">=": "GreaterOrEqual"}

// functions are those of formulas that an operator computes.
var functions = map[string]string{"exp": "Exp", "log": "Log", "sqrt": "Sqrt", "abs": "Abs", "sign": "Sign", "tanh": "Tanh", "sigmoid": "Sigmoid",
	"softplus": "Softplus", "sin": "Sin", "cos": "Cos", "floor": "Floor", "round": "Round", "erf": "Erf", "pow": "Pow", "max": "Max", "min": "Min", "where": "Where"}

func (f *formula) compute(e expr.Expr) string {
	switch e := e.(type) {
	case expr.Neg:
		return f.w.node("Neg", []string{f.write(e.X)})
	case *expr.Binary:
		return f.w.node(operators[e.Op], []string{f.write(e.X), f.write(e.Y)})
	case *expr.Call:
		var args []string
		for _, a := range e.Args {
			args = append(args, f.write(a))
		}
		return f.call(e.Fn.Name, args)
	}
	panic(fmt.Sprintf("internal error: the formula %s cannot be written", e))
}

func (f *formula) call(name string, args []string) string {
	one := f.w.numbers([]int{}, 1)
	switch name {
	case "expm1": // exact near 0: elu where negative, and as good as float32 tells apart elsewhere
		zero := f.w.numbers([]int{}, 0)
		small := f.w.node("Elu", args)
		large := f.w.node("Sub", []string{f.w.node("Exp", args), one})
		return f.w.node("Where", []string{f.w.node("Less", []string{args[0], zero}), small, large})
	case "log1p":
		return f.w.node("Log", []string{f.w.node("Add", []string{args[0], one})})
	}
	if functions[name] == "" {
		panic(fmt.Sprintf("internal error: the function %s cannot be written", name))
	}
	return f.w.node(functions[name], args)
}
