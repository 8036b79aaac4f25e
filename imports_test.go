package nngen_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/nngen/nngen"

// rules says what each package may import directly, of ours and of others. Data flows one way: spec → plan → codegen →
// generated → runtime. A package that is not listed is refused, so that a new one is thought about.
var rules = map[string][]string{
	"":                      {},
	"docs":                  {},
	"internal/words":        {},
	"internal/plain":        {},
	"internal/numbers":      {},
	"internal/pack":         {"codegen", "internal/scratch"},
	"cmd/nngen":             {"*", "github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/vbauerster/mpb/v8", "github.com/vbauerster/mpb/v8/cwriter", "github.com/vbauerster/mpb/v8/decor", "github.com/rogpeppe/go-internal/diff"},
	"spec/diag":             {"internal/words"},
	"spec":                  {"internal/op", "internal/words", "spec/diag", "gopkg.in/yaml.v3"},
	"internal/beam":         {"", "spec", "codegen", "internal/face", "internal/op", "internal/workshop", "runtime", "runtime/train"},
	"internal/browser":      {},
	"internal/bench":        {"spec", "internal/op", "internal/inspect", "internal/leash", "internal/workshop", "internal/bench/meter"},
	"internal/bench/meter":  {"runtime", "internal/verify/probe"},
	"internal/face":         {"spec", "codegen", "internal/op", "internal/plan", "internal/ir"},
	"internal/explain":      {"spec", "spec/diag"},
	"internal/expr":         {"internal/numbers"},
	"internal/ir":           {"internal/expr"},
	"internal/op":           {"internal/expr", "internal/ir", "internal/numbers"},
	"internal/leash":        {},
	"internal/mutation":     {},
	"internal/onnx":         {"internal/numbers", "internal/words", "google.golang.org/protobuf/encoding/protowire"},
	"internal/plan":         {"spec", "internal/op", "internal/ir", "internal/expr", "internal/vector", "internal/words", "runtime"},
	"internal/interp":       {"internal/ir", "internal/expr", "gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/stat"},
	"internal/inspect":      {"spec", "internal/op", "internal/plan", "internal/ir", "internal/words"},
	"internal/profile":      {"spec", "internal/schema", "internal/words", "runtime/csv"},
	"internal/randspec":     {"internal/op"},
	"internal/reference":    {},
	"internal/report":       {"spec", "internal/expr", "internal/inspect", "internal/words", "internal/report/chart", "runtime/train"},
	"internal/report/chart": {"gonum.org/v1/plot", "gonum.org/v1/plot/font", "gonum.org/v1/plot/plotter", "gonum.org/v1/plot/vg", "gonum.org/v1/plot/vg/draw", "gonum.org/v1/plot/vg/vgsvg"},
	"internal/sample":       {"spec", "codegen", "internal/ir", "internal/interp", "internal/numbers", "internal/op", "internal/plan", "internal/weights", "runtime"},
	"internal/schema":       {"spec", "internal/op"},
	"internal/scratch":      {},
	"internal/scripts":      {"internal/thorough", "github.com/rogpeppe/go-internal/testscript"},
	"internal/starter":      {"internal/schema"},
	"internal/thorough":     {},
	"internal/statedict":    {"spec", "internal/numbers", "internal/words"},
	"internal/standalone":   {"", "codegen", "internal/ir"},
	"internal/verify":       {"runtime", "spec", "internal/op", "internal/plan", "internal/ir", "internal/interp", "internal/numbers", "internal/weights", "internal/workshop", "internal/verify/probe"},
	"internal/verify/probe": {},
	"internal/vector":       {"internal/expr"},
	"internal/vocab":        {"internal/op"},
	"internal/weights":      {"spec", "codegen", "runtime", "internal/ir"},
	"internal/workshop":     {"", "spec", "internal/op", "internal/face", "internal/leash", "internal/scratch"},
	"codegen":               {"runtime", "internal/ir", "internal/expr", "internal/vector", "internal/words", "github.com/dave/jennifer/jen"},
	"runtime":               {"runtime/internal/cpu", "runtime/internal/crew", "runtime/internal/elem", "runtime/internal/blocks", "runtime/internal/conv", "runtime/internal/crc", "runtime/internal/encode", "runtime/internal/parse", "runtime/internal/norm", "runtime/internal/mat", "runtime/internal/optim", "runtime/internal/product", "runtime/internal/random", "runtime/internal/rows", "runtime/internal/softmax", "runtime/internal/vec"},
	"runtime/csv":           {"internal/numbers", "internal/words", "runtime/internal/mat", "runtime/internal/parse"},
	"runtime/train":         {"runtime", "internal/words", "internal/numbers", "runtime/csv", "runtime/internal/parse"},

	"internal/onnx/eval":      {"internal/onnx"},
	"internal/onnx/lower":     {"internal/numbers", "internal/onnx", "internal/onnx/eval", "internal/expr", "internal/op"},
	"internal/onnx/proof":     {},
	"internal/onnx/convert":   {"spec", "spec/diag", "internal/expr", "internal/weights", "internal/workshop", "internal/onnx", "internal/onnx/eval", "internal/onnx/lower", "internal/onnx/proof"},
	"internal/onnx/export":    {"spec", "internal/op", "internal/expr", "internal/ir", "internal/onnx"},
	"internal/onnx/modeltest": {"internal/onnx"},

	"runtime/internal/conv":       {"runtime/internal/cpu", "runtime/internal/crew", "runtime/internal/mat", "runtime/internal/neon", "runtime/internal/product", "runtime/internal/rows", "runtime/internal/vec"},
	"runtime/internal/cpu":        {},
	"runtime/internal/crc":        {"runtime/internal/cpu"},
	"runtime/internal/crew":       {"runtime/internal/mat"},
	"runtime/internal/elem":       {"runtime/internal/cpu", "runtime/internal/mat", "runtime/internal/neon"},
	"runtime/internal/kerneltest": {"runtime/internal/cpu", "runtime/internal/mat"},
	"runtime/internal/mat":        {"runtime/internal/cpu"},
	"runtime/internal/neon":       {},
	"runtime/internal/optim":      {"runtime/internal/cpu", "runtime/internal/crew", "runtime/internal/mat", "runtime/internal/neon", "runtime/internal/rows"},
	"runtime/internal/parse":      {"runtime/internal/mat"},
	"runtime/internal/product":    {"runtime/internal/cpu", "runtime/internal/crew", "runtime/internal/elem", "runtime/internal/mat", "runtime/internal/neon", "runtime/internal/rows", "runtime/internal/softmax"},
	"runtime/internal/random":     {"runtime/internal/mat"},
	"runtime/internal/blocks":     {"runtime/internal/mat", "runtime/internal/vec"},
	"runtime/internal/encode":     {"runtime/internal/mat"},
	"runtime/internal/norm":       {"runtime/internal/cpu", "runtime/internal/elem", "runtime/internal/mat"},
	"runtime/internal/rows":       {"runtime/internal/cpu", "runtime/internal/crew", "runtime/internal/mat", "runtime/internal/neon"},
	"runtime/internal/softmax":    {"runtime/internal/cpu", "runtime/internal/elem", "runtime/internal/mat"},
	"runtime/internal/vec":        {"runtime/internal/cpu", "runtime/internal/elem", "runtime/internal/mat", "runtime/internal/neon"},

	"examples/embed":  {"generated/iris"},
	"examples/online": {"examples/online/latency"},

	"examples/online/latency": {"runtime"},

	"examples/mnist/make":  {},
	"examples/mnist/mnist": {"runtime"},

	"examples/web": {"examples/mnist/mnist"},

	"examples/service": {"generated/cars", "generated/penguins"},
}

// TestImports holds the packages against the rules.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}:{{range .Imports}} {{.}}{{end}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		pkg, imports, _ := strings.Cut(strings.TrimSpace(line), ":")
		pkg = short(pkg)
		allowed, listed := rules[pkg]
		if strings.HasPrefix(pkg, "generated") {
			allowed, listed = []string{"runtime"}, true
		}
		if !listed {
			t.Errorf("package %q is new: say in this test what it may import", pkg)
		}
		for _, imp := range strings.Fields(imports) {
			if standard(imp) || slices.Contains(allowed, short(imp)) || strings.HasPrefix(imp, module) && slices.Contains(allowed, "*") {
				continue
			}
			t.Errorf("%s imports %s, but may only import %v", pkg, short(imp), allowed)
		}
	}
}

// TestEmbeddingLinks holds that a program that embeds a model links the standard library, the model's package, the runtime and
// what is below it, and nothing else.
func TestEmbeddingLinks(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./examples/embed").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		pkg := short(strings.TrimSpace(line))
		if standard(pkg) && !strings.HasPrefix(line, module) {
			continue
		}
		switch {
		case pkg == "examples/embed", pkg == "generated/iris", pkg == "runtime":
		case strings.HasPrefix(pkg, "runtime/internal/") && pkg != "runtime/internal/kerneltest":
		default:
			t.Errorf("examples/embed links %s", pkg)
		}
	}
}

// short is the path inside the module; the module itself is "".
func short(path string) string {
	if path == module {
		return ""
	}
	return strings.TrimPrefix(path, module+"/")
}

func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}
