package main

// The precisions for which arm64 has assembly.
const (
	single = "float32"
	both   = "float32 float64"
)

const (
	oneSlice  = "(y, x []T)"
	twoSlices = "(y, a, b []T)"
	andNumber = "(y, x []T, c T)"
)

// stepChoices are the steps that formulas are made of.
var stepChoices = []choice{
	step("Plus", twoSlices, "computes y[i] = a[i] + b[i]."),
	step("Minus", twoSlices, "computes y[i] = a[i] - b[i]."),
	step("Times", twoSlices, "computes y[i] = a[i]·b[i]."),
	step("Over", twoSlices, "computes y[i] = a[i] / b[i]."),
	step("Larger", twoSlices, "computes y[i] = max(a[i], b[i])."),
	step("Smaller", twoSlices, "computes y[i] = min(a[i], b[i])."),
	step("PlusNum", andNumber, "computes y[i] = x[i] + c."),
	step("TimesNum", andNumber, "computes y[i] = x[i]·c."),
	step("OverNum", andNumber, "computes y[i] = x[i] / c."),
	step("NumMinus", andNumber, "computes y[i] = c - x[i]."),
	step("NumOver", andNumber, "computes y[i] = c / x[i]."),
	step("LargerNum", andNumber, "computes y[i] = max(x[i], c)."),
	step("SmallerNum", andNumber, "computes y[i] = min(x[i], c)."),
	step("Clamp", "(y, x []T, low, high T)", "computes y[i] = min(max(x[i], low), high)."),
	step("Less", twoSlices, "computes y[i] = 1 where a[i] < b[i], else 0."),
	step("AtMost", twoSlices, "computes y[i] = 1 where a[i] <= b[i], else 0."),
	step("LessNum", andNumber, "computes y[i] = 1 where x[i] < c, else 0."),
	step("AtMostNum", andNumber, "computes y[i] = 1 where x[i] <= c, else 0."),
	step("MoreNum", andNumber, "computes y[i] = 1 where x[i] > c, else 0."),
	step("AtLeastNum", andNumber, "computes y[i] = 1 where x[i] >= c, else 0."),
	{name: "Keep", signature: "(y, c, a []T)", doc: "computes y[i] = a[i] where the condition c[i] is not 0, else 0.", double: "keep64(y, c, a)", neon: single},
	{name: "Where", signature: "(y, c, a, b []T)", doc: "computes y[i] = a[i] where the condition c[i] is not 0, else b[i].",
		double: "where64(y, c, a, b)", neon: single},
	applied("Abs", "computes y[i] = |x[i]|.", "elem.Abs32", "math.Abs", single),
	applied("Sign", "computes y[i] = 1 where x[i] > 0, -1 where x[i] < 0, else x[i].", "elem.Sign32", "elem.Sign64", single),
	applied("Sqrt", "computes y[i] = the square root of x[i].", "elem.Sqrt32", "math.Sqrt", single),
	applied("Floor", "computes y[i] = the largest whole number not above x[i].", "elem.Floor32", "math.Floor", single),
	applied("Round", "computes y[i] = the whole number nearest to x[i], of two equally near ones the even.", "elem.Round32", "elem.Round64", single),
	applied("Exp", "computes y[i] = exp(x[i]) with an error below 2 ulp.", "elem.Exp32", "math.Exp", single),
	applied("Expm1", "computes y[i] = exp(x[i]) - 1 with an error below 2 ulp, also near 0.", "elem.Expm132", "math.Expm1", single),
	applied("Log", "computes y[i] = the natural logarithm of x[i] with an error below 2 ulp.", "elem.Log32", "math.Log", single),
	applied("Log1p", "computes y[i] = log(1 + x[i]) with an error below 2 ulp, also near 0.", "elem.Log1p32", "math.Log1p", single),
	applied("Erf", "computes y[i] = the error function of x[i] with an error below 2 ulp.", "elem.Erf32", "math.Erf", ""),
}

func step(name, signature, doc string) choice {
	return choice{name: name, signature: signature, doc: doc, neon: single}
}

// applied is a step that Go applies a function for: one of float32 and one of float64.
func applied(name, doc, f, double, neon string) choice {
	return choice{name: name, signature: oneSlice, doc: doc, body: "apply(y, x, " + f + ")", double: "apply(y, x, " + double + ")", neon: neon}
}

// What goes into activations is called z, and a what comes out.
const (
	activated = "(y, z []T)"
	slopeIn   = "(da, z []T)"
	slopeOut  = "(da, a []T)"
)

var activationChoices = []choice{
	{name: "Relu", signature: activated, doc: "computes y[i] = max(z[i], 0).", neon: both},
	{name: "ReluGrad", signature: slopeOut, doc: "sets da[i] = 0 where a[i] <= 0. a is relu's result, or what went into it.", neon: both},
	{name: "LeakyRelu", signature: "(y, z []T, alpha T)", doc: "computes y[i] = z[i] where z[i] > 0, else alpha·z[i].", neon: both},
	{name: "LeakyReluGrad", signature: "(da, z []T, alpha T)", doc: "multiplies da[i] by alpha where z[i] is not above 0.", neon: both},
	{name: "Sigmoid", signature: activated, doc: "computes y[i] = 1 / (1 + exp(-z[i])) with an error below 4 ulp.",
		body: "apply(y, z, Sigmoid32)", double: "apply(y, z, Sigmoid64)"},
	{name: "SigmoidGrad", signature: slopeOut, doc: "multiplies da[i] by a[i]·(1 - a[i]), the slope of the sigmoid at its result a.",
		body: "applySlope(da, a, sigmoidSlope)"},
	{name: "Tanh", signature: activated, doc: "computes y[i] = tanh(z[i]) with an error below 4 ulp.",
		body: "apply(y, z, Tanh32)", double: "apply(y, z, math.Tanh)"},
	{name: "TanhGrad", signature: slopeOut, doc: "multiplies da[i] by 1 - a[i]², the slope of tanh at its result a.",
		body: "applySlope(da, a, tanhSlope)"},
	{name: "Silu", signature: activated, doc: "computes y[i] = z[i]·σ(z[i]) with an error below 4 ulp.",
		body: "apply(y, z, silu32)", double: "apply(y, z, silu64)"},
	{name: "SiluGrad", signature: slopeIn, doc: "multiplies da[i] by σ(z[i])·(1 + z[i]·(1 - σ(z[i]))).",
		body: "applySlope(da, z, siluSlope32)", double: "applySlope(da, z, siluSlope64)"},
	{name: "Elu", signature: "(y, z []T, alpha, scale T)",
		doc:  "computes y[i] = scale·z[i] where z[i] > 0, else scale·alpha·(exp(z[i]) - 1), with an error below 4 ulp.",
		body: "elu(y, z, alpha, scale, Expm132)", double: "elu(y, z, alpha, scale, math.Expm1)"},
	{name: "EluGrad", signature: "(da, a []T, alpha, scale T)",
		doc: "multiplies da[i] by scale where a[i] > 0, else by a[i] + scale·alpha: the slope of elu at its result a."},
	{name: "Gelu", signature: activated, doc: "computes y[i] = z[i]·Φ(z[i]), where Φ is the normal distribution, with an error below 5 ulp.",
		body: "apply(y, z, gelu32)", double: "apply(y, z, gelu64)"},
	{name: "GeluGrad", signature: slopeIn, doc: "multiplies da[i] by Φ(z[i]) + z[i]·φ(z[i]), where φ is the normal density.",
		body: "applySlope(da, z, geluSlope32)", double: "applySlope(da, z, geluSlope64)"},
	{name: "Softplus", signature: activated, doc: "computes y[i] = log(1 + exp(z[i])) with an error below 4 ulp.",
		body: "apply(y, z, Softplus32)", double: "apply(y, z, Softplus64)"},
	{name: "SoftplusGrad", signature: slopeIn, doc: "multiplies da[i] by σ(z[i]).",
		body: "applySlope(da, z, Sigmoid32)", double: "applySlope(da, z, Sigmoid64)"},
}

// optimizerChoices are the steps of optimizers. They are handed to the assembly as pointers to their first number, from where it reads all.
var optimizerChoices = []choice{
	{name: "Sgd", signature: "(w, dw []T, s SGDStep[T])", neon: both, at: "&s.LearningRate"},
	{name: "Momentum", signature: "(w, dw, v []T, s SGDStep[T])", neon: both, at: "&s.LearningRate"},
	{name: "Nesterov", signature: "(w, dw, v []T, s SGDStep[T])", neon: both, at: "&s.LearningRate"},
	{name: "Adam", signature: "(w, dw, m, v []T, s AdamStep[T])", neon: both, at: "&s.Rate"},
	{name: "Rmsprop", signature: "(w, dw, v []T, s RMSPropStep[T])", neon: both, at: "&s.LearningRate"},
	{name: "Adagrad", signature: "(w, dw, v []T, s AdagradStep[T])", neon: both, at: "&s.LearningRate"},
}

// passChoices are the passes over a long row of logits.
var passChoices = []choice{
	{name: "Maximum", signature: "(z []T) T"},
	{name: "ExpShifted", signature: "(y, z []T, shift T) float64", body: "expShifted(y, z, shift, elem.Exp32)", double: "expShifted(y, z, shift, math.Exp)"},
	{name: "ExpCutoff", signature: "(y, z []T, shift T) float64", body: "expShifted(y, z, shift, expCutoff32)", double: "expShifted(y, z, shift, expCutoff64)"},
	{name: "SumExpCutoff", signature: "(z []T, shift T) float64", body: "sumExpShifted(z, shift, expCutoff32)", double: "sumExpShifted(z, shift, expCutoff64)"},
	{name: "Scale", signature: "(y []T, factor T)"},
}
