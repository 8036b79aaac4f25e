package codegen_test

import (
	"fmt"
	"go/ast"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/spec"
)

// deepSpecs are specs of many layers, whose methods are cut into parts, by package.
func deepSpecs(layers int) map[string]string {
	repeat := func(block string, each int) string { return strings.Repeat(block, (layers-2)/each) }
	const body = "version: 1\nmodel: %s\n%s\nlayers: [%s{units: 3}]\noutput: {task: multiclass}\n"
	// So many take turns that there is no loop over them.
	const uneven = "{kind: activation, activation: sigmoid}, {kind: layer_norm}, {kind: activation, activation: tanh}, {kind: layer_norm}, {kind: activation, activation: tanh}, "
	// Sums of what came before keep gradients from vanishing.
	residual := "{units: 9, activation: tanh}, {kind: batch_norm}, {kind: dropout, rate: 0.1}, {kind: add, from: [previous, h%d]}, "
	var sums strings.Builder
	sums.WriteString("{name: h0, units: 9}, ")
	for i := range (layers - 2) / 3 {
		fmt.Fprintf(&sums, strings.Replace(residual, "{kind: add,", fmt.Sprintf("{name: h%d, kind: add,", i+1), 1), i)
	}
	return map[string]string{
		"deep":      fmt.Sprintf(body, "deep", "inputs: 5", repeat("{units: 20}, ", 1)),
		"deepturns": fmt.Sprintf(body, "deepturns", "inputs: 5", repeat("{units: 20}, {units: 24, activation: gelu}, ", 2)),
		"deepsmall": fmt.Sprintf(body, "deepsmall", "inputs: {a: 3, b: 2}", "{kind: concat, from: [a, b]}, "+repeat("{units: 4, activation: tanh}, ", 1)),
		"deephalf":  fmt.Sprintf(body, "deephalf", "inputs: 5\nweights_storage: bfloat16", repeat("{units: 17, activation: tanh}, ", 1)),
		"deepsums":  fmt.Sprintf(body, "deepsums", "inputs: 5\nnormalize: standard", sums.String()),
		"deeppair":  fmt.Sprintf(body, "deeppair", "inputs: 5", repeat(uneven, 5)+"{units: 8}, "),
		"deepflat":  fmt.Sprintf("version: 1\nmodel: deepflat\ninputs: 5\nlayers: [{units: 1}, %s{kind: activation, activation: tanh}]\noutput: {task: regression}\n", repeat("{kind: activation, activation: tanh}, ", 1)),
	}
}

// TestShortMethods holds that no method grows with the number of layers: the Go compiler takes long for long ones.
func TestShortMethods(t *testing.T) {
	const most = 700 // what is counted of 100 steps: a step may declare a variable, or list what it is made of
	layers := 400
	if thorough.All() {
		layers = spec.MaxLayers
	}
	for name, src := range deepSpecs(layers) {
		for _, f := range generate(t, src) {
			if !strings.HasSuffix(f.Name, ".go") {
				continue
			}
			for _, d := range parseGo(t, f).Decls {
				if m, ok := d.(*ast.FuncDecl); ok && statements(m) > most {
					t.Errorf("%s: %s in %s has %d statements", name, m.Name.Name, f.Name, statements(m))
				}
			}
		}
	}
}

// statements counts calls and statements, whatever they stand in.
func statements(m *ast.FuncDecl) (n int) {
	ast.Inspect(m, func(x ast.Node) bool {
		switch x.(type) {
		case *ast.AssignStmt, *ast.ExprStmt, *ast.DeclStmt, *ast.CompositeLit:
			n++
		}
		return true
	})
	return n
}
