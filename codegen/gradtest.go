package codegen

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"slices"
	"text/template"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// gradtestText is the test of a generated package. It is text, since every line of it is the same for all networks but
// for a few words.
//
//go:embed gradtest.tmpl
var gradtestText string

var gradtestTemplate = template.Must(template.New("gradtest").Parse(gradtestText))

// gradientTest prints the test that holds the package's gradient against finite differences.
func (g *generator) gradientTest() ([]byte, error) {
	bound := "5e-3"
	fine, coarse, ratio, kink := "1.0/512", "1.0/64", 8, 6
	rounding := "0x1p-20"
	if g.types.bits == 64 {
		bound, fine, coarse, ratio, kink, rounding = "1e-5", "1.0/65536", "1.0/4096", 16, 12, "0x1p-48"
	}
	set, kept := "m.SetParams", g.storage.kept()
	if len(kept) > 0 {
		set = "trainer." + kept[0] + ".unpack" // not rounded
	}
	var buf bytes.Buffer
	err := gradtestTemplate.Execute(&buf, map[string]any{
		"Learns": g.prog.NumParams() > 0, "Straight": g.straight(), "Header": g.header(), "Package": g.face.Package, "Elem": g.types.elem, "Bits": g.types.bits,
		"Heads": g.drawnTargets(), "Drawn": g.drawnEntries(), "Ports": len(g.face.Ports) > 0, "Runtime": RuntimePath,
		"Loss": map[bool]string{false: "Loss", true: "Backward"}[g.drops()], "Kept": kept, "Set": set, "Rows": testRows, "Samples": g.samples(), "Bound": bound, "Fine": fine, "Coarse": coarse, "Kink": kink, "Ratio": ratio, "Rounding": rounding,
	})
	if err != nil {
		return nil, err
	}
	return format.Source(buf.Bytes())
}

// straight lists the parameters whose gradient passes through a rounding as if that did nothing: a difference of losses knows better.
func (g *generator) straight() (names []string) {
	before := map[*ir.Buffer]bool{}
	for _, in := range slices.Backward(g.prog.Train) {
		m, ok := in.Op.(*ir.Map)
		if !before[in.Lowered.Dst.Memory()] && !(ok && m.Slope != nil && expr.Calls(m.F, "round")) {
			continue
		}
		for _, a := range in.Lowered.Args {
			before[a.Memory()] = true
		}
	}
	for _, p := range g.prog.Params() {
		if before[p.Memory()] {
			names = append(names, p.Saved.Tensor)
		}
	}
	return names
}

// drawnTarget is how the test draws the target of a head.
type drawnTarget struct {
	Target, Class string // Go expressions of the target, and of its type where it is a class
	Count         string // of the classes
	Binary        bool   // 0 or 1
	Draw          string // of other values: the method of rand.Rand
}

func (g *generator) drawnTargets() (list []drawnTarget) {
	for _, h := range g.heads() {
		d := drawnTarget{Target: "ts[i]" + h.field(), Count: "NumOutputs", Binary: h.face.Task != Values, Draw: "NormFloat64"}
		if h.face.Log1p {
			d.Draw = "ExpFloat64"
		}
		if g.face.several() {
			d.Count = fmt.Sprint(h.Units)
		}
		if h.ClassTarget {
			d.Class = h.class()
			if !g.face.several() {
				d.Class = "Target"
			}
		}
		list = append(list, d)
	}
	return list
}

// drawnEntry is how the test draws an entry of a row that is not any number.
type drawnEntry struct{ Entry, Draw string }

func (g *generator) drawnEntries() (list []drawnEntry) {
	for i := range g.face.Columns {
		c := &g.face.Columns[i]
		draw := ""
		switch {
		case c.Kind == Coded:
			draw = fmt.Sprintf("r.IntN(%d)", len(c.Values))
		case c.Kind == Truth:
			draw = "r.IntN(2)"
		case c.Above:
			draw = "r.ExpFloat64()"
		default:
			continue
		}
		list = append(list, drawnEntry{g.face.Inputs[c.Entry].Go, fmt.Sprintf("%s(%s)", g.types.elem, draw)})
	}
	return list
}

// testRows is the number of examples in the batch of the test.
const testRows = 8

// testWork is the number of multiply-adds that the test may take, so that it stays a matter of seconds.
const testWork int64 = 1 << 33

// samples is the number of entries of each tensor that the test looks at. Each costs four losses.
func (g *generator) samples() int64 {
	each := 4 * testRows * int64(g.prog.NumParams()) * int64(len(g.prog.Params()))
	return min(8, max(2, testWork/max(1, each)))
}
