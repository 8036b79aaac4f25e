package plan

import "github.com/nngen/nngen/internal/ir"

// The kernels that encode rows as they stand in the data.

func filled(_ *chooser, in *ir.Instr) *ir.Call {
	return call("filled", in, in.Dst, in.Args[0], in.Args[1])
}

// code are the arguments of a kernel that reads a code: the entries of a row, and those of the code.
func code(c ir.Code, x *ir.Buffer) []ir.Arg {
	return []ir.Arg{ir.Int(x.Size()), ir.Int(c.Entry), ir.Int(c.Values), ir.Int(c.Unknown), ir.Int(c.Missing)}
}

func oneHot(_ *chooser, in *ir.Instr) *ir.Call {
	return call("oneHot", in, append([]ir.Arg{in.Dst, in.Args[0]}, code(in.Op.(*ir.OneHot).Code, in.Args[0])...)...)
}

func embed(_ *chooser, in *ir.Instr) *ir.Call {
	return call("embed", in, append([]ir.Arg{in.Dst, in.Args[0], in.Args[1]}, code(in.Op.(*ir.Embed).Code, in.Args[1])...)...)
}

func embedGrad(_ *chooser, in *ir.Instr) *ir.Call {
	return call("embedGrad", in, append([]ir.Arg{in.Dst, in.Args[0], in.Args[1]}, code(in.Op.(*ir.EmbedGrad).Code, in.Args[1])...)...)
}

func ordinal(_ *chooser, in *ir.Instr) *ir.Call {
	return call("ordinal", in, append([]ir.Arg{in.Dst, in.Args[0]}, code(in.Op.(*ir.Ordinal).Code, in.Args[0])[:4]...)...)
}

func cycle(_ *chooser, in *ir.Instr) *ir.Call {
	op, kernel := in.Op.(*ir.Cycle), "cycle"
	if op.Zeros {
		kernel = "cycleOrZero"
	}
	return call(kernel, in, in.Dst, in.Args[0], ir.Int(in.Args[0].Size()), ir.Int(op.Entry), ir.Num(op.First), ir.Num(op.Period))
}

func isMissing(_ *chooser, in *ir.Instr) *ir.Call {
	return call("isMissing", in, in.Dst, in.Args[0], ir.Int(in.Args[0].Size()), ir.Ints(in.Op.(*ir.IsMissing).Entries))
}

func piecewise(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.Piecewise)
	return call("piecewise", in, in.Dst, in.Args[0], in.Args[1], ir.Int(in.Args[0].Size()), ir.Int(op.Bins), ir.Ints(op.Entries))
}

func piecewiseGrad(_ *chooser, in *ir.Instr) *ir.Call {
	op := in.Op.(*ir.PiecewiseGrad)
	return call("piecewiseGrad", in, in.Dst, in.Args[0], in.Args[1], in.Args[2], ir.Int(in.Dst.Size()), ir.Int(op.Bins), ir.Ints(op.Entries))
}
