package codegen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/ir"
)

// headings is the mathematics of a paragraph, as the comments above it: one for each layer, or one for several whose
// gradients are computed at the same time.
func headings(part []*ir.Call, batch bool) []string {
	if part[0].Parts != nil {
		return []string{besideTitle(part[0]) + ": " + formulas(part[0].Instrs, batch)}
	}
	var list []string
	for _, layer := range layers(ir.Computed(part)) {
		list = append(list, title(layer[0])+": "+formulas(layer, batch))
	}
	return list
}

func formulas(part []*ir.Instr, batch bool) string {
	var list []string
	for _, in := range part {
		list = append(list, notation{batch}.formula(in))
	}
	return strings.Join(list, ", ")
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

var partTitles = map[ir.Part]string{ir.AtInput: "Input", ir.AtOutput: "Output", ir.AtTarget: "Targets", ir.InTraining: "Loss"}

// title says what an instruction is a part of.
func title(in *ir.Instr) string {
	if in.Part == ir.InLayer {
		return fmt.Sprintf("Layer %d", in.Layer)
	}
	return partTitles[in.Part]
}

// besideTitle names the layers whose gradients are computed at the same time.
func besideTitle(c *ir.Call) string {
	var layers []string
	for _, part := range c.Parts {
		layers = append(layers, strconv.Itoa(part.First().Layer))
	}
	last := len(layers) - 1
	return fmt.Sprintf("Layers %s and %s at the same time", strings.Join(layers[:last], ", "), layers[last])
}
