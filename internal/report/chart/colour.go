package chart

import (
	"fmt"
	"image/color"
	"regexp"
	"strings"
)

// Colours are written as numbers that stand for variables: gonum's plot knows no others.
var (
	variables = []string{ink, soft, line, "--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"}
	colours   = newColours()
)

// colour stands for a variable.
func colour(variable string) color.Color {
	for i, v := range variables {
		if v == variable {
			return color.RGBA{0xFA, 0xCE, uint8(i + 1), 0xFF}
		}
	}
	panic("internal error: no colour " + variable)
}

// newColours replaces the numbers by their variables.
func newColours() *strings.Replacer {
	var list []string
	for i, v := range variables {
		list = append(list, fmt.Sprintf("#FACE%02X", i+1), "var("+v+")")
	}
	return strings.NewReplacer(list...)
}

// fontStyle is what names fonts, which are the page's.
var fontStyle = regexp.MustCompile(`font-(family|variant|weight|style):[^;"]*;?\n?\s*`)
