package codegen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/ir"
)

// heading is the mathematics of a paragraph, as the comment above it.
func heading(part []*ir.Instr, batch bool) string {
	n := notation{batch}
	var formulas []string
	for _, in := range part {
		formulas = append(formulas, n.formula(in))
	}
	return title(part) + ": " + strings.Join(formulas, ", ")
}

// wrapFormulas breaks a heading into lines, between formulas only.
func wrapFormulas(heading string) []string {
	const width = 116
	formulas := strings.Split(heading, ", ")
	lines := []string{formulas[0]}
	for _, f := range formulas[1:] {
		if line := lines[len(lines)-1] + ", " + f; len([]rune(line)) <= width {
			lines[len(lines)-1] = line
		} else {
			lines[len(lines)-1] += ","
			lines = append(lines, f)
		}
	}
	return lines
}

var partTitles = map[ir.Part]string{ir.AtInput: "Input", ir.AtOutput: "Output", ir.AtTarget: "Targets"}

// title says what a paragraph is about.
func title(part []*ir.Instr) string {
	in := part[0]
	switch {
	case in.Beside:
		var layers []string
		for _, in := range part {
			if in.Beside && ir.Is[ir.WeightGrad](in) {
				layers = append(layers, strconv.Itoa(in.Layer))
			}
		}
		return fmt.Sprintf("Layers %s and %d at the same time", strings.Join(layers, ", "), part[len(part)-1].Layer)
	case in.Part == ir.InLayer:
		return fmt.Sprintf("Layer %d", in.Layer)
	}
	return partTitles[in.Part]
}
