package mutation

// Faults in the passes between spec and program.
var planFaults = []mutation{
	{"internal/plan/lower.go", `l.rescale("a0", "(x - offset)/scale"`, `l.rescale("a0", "(x - offset)*scale"`, "inputs are multiplied by their scale"},
	{"internal/plan/lower.go", `"a*scale + offset"`, `"(a + offset)*scale"`, "outputs are shifted before they are scaled"},
	{"internal/plan/lower.go", `"(t - offset)/scale"`, `"t/scale - offset"`, "targets are shifted after they are scaled"},
	{"internal/plan/backward.go", "return b.Role == ir.Param || d.learns[b]", "return b.Role == ir.Param", "no layer passes its gradient on"},
	{"internal/plan/backward.go", "return b.Role == ir.Param || d.learns[b]", "return b.Role != ir.Constant", "layer 1 computes a gradient that nobody reads"},
	{"internal/plan/backward.go", "\temit(part)\n\td.sum(of, part)", "\temit(part)\n\td.grad[of] = part", "of a gradient that is a sum only the last part is kept"},
	{"internal/plan/backward.go", "d.Emit(in.Op, dx, g)", "d.Emit(&ir.Dropout{Mask: ir.Mask{Rate: in.Op.(*ir.Dropout).Mask.Rate, Stream: 9}}, dx, g)", "the gradient is masked with another stream than the signal"},
	{"internal/plan/backward.go", "\td.Emit(ir.BiasGrad{}, d.GradOf(b), g)\n", "\t_ = b\n", "the bias has no gradient"},
	{"internal/plan/backward.go", `ir.Bound{Var: v, Buf: in.Args[k]})`, `ir.Bound{Var: v, Buf: in.Dst})`, "the slope is taken at a instead of z"},
	{"internal/plan/lower.go", "if s.Train.Loss.Entry.Logits {", "if false {", "the loss takes probabilities for logits"},
	{"internal/plan/lower.go", `y, t)` + "\n\tp.Loss = l.Take()", `y, p.Target)` + "\n\tp.Loss = l.Take()", "the loss takes raw targets"},
	{"internal/plan/lower.go", "t.ClipNorm > 0)", "false)", "the gradient is not clipped"},
	{"internal/plan/lower.go", `t.Optimizer.Args["learning_rate"], t.Epochs)`, `t.Optimizer.Args["learning_rate"], t.Epochs+1)`, "the schedule is an epoch too long"},
	{"internal/plan/inplace.go", " && !mentions(all[i+1:], a)", "", "an activation overwrites pre-activations that are still read"},
	{"internal/plan/inplace.go", "rename(all[:i+1], src, in.Dst)", "rename(all[:i], src, in.Dst)", "the last reader is left with the old buffer"},
	{"internal/plan/inplace.go", "if mentions(all[:i], in.Dst) {", "if false {", "two buffers that are both alive are merged"},
	{"internal/plan/choose.go", "append([]*ir.Buffer{W}, in.Args...)", "[]*ir.Buffer{W}", "gradients and states have another layout than their weights"},
	{"internal/plan/choose.go", "append([]*ir.Buffer{W}, in.Args...)", "append([]*ir.Buffer{W}, in.Args[:1]...)", "states have another layout than their weights"},
	{"internal/plan/choose.go", "pad := (unit - n%unit) % unit", "pad := unit - n%unit - 1", "weights are padded to a width that is no multiple of a vector's"},
	{"internal/plan/beside.go", "slices.Contains(operands, in.Dst) })", "slices.Contains(operands, nil) })", "a gradient waits although what it reads is overwritten"},
	{"internal/plan/beside.go", "slices.Contains(starts, i-1)", "slices.Contains(starts, i)", "the gradient of the bias does not wait with that of the weights"},
	{"internal/plan/choose.go", "if W.Rows() >= minInputMajor ||", "if W.Rows() > minInputMajor ||", "eight units with many inputs are laid out as fewer are"},
	{"internal/ir/mask.go", "h = mix(h + golden*uint64(row))", "h = mix(h)", "all rows of a batch share one mask"},
}
