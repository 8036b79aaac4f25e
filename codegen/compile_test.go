package codegen_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/spec"
)

// TestCompile compiles and vets what is generated for all goldens and for specs that are made to go wrong, and runs the
// tests that come with them: those of the gradient, and some of our own. It is one test, since most of its time is that
// of one run of the Go toolchain.
func TestCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	m := newModule(t)
	for _, g := range goldens(t) {
		_, tests := g.split()
		m.add(g.name, append(generate(t, g.spec(t)), tests...))
	}
	for i, text := range hostileTexts {
		files := slices.DeleteFunc(generate(t, hostileSpec(text, "multiclass")), func(f codegen.File) bool { return strings.HasSuffix(f.Name, "_test.go") })
		m.add(fmt.Sprintf("hostile%d", i), files) // their tests would be one another's copies
	}
	m.add("elsewhere", otherFace(t))
	m.add("activated", generate(t, "version: 1\nmodel: activated\ninputs: 3\nlayers: [{kind: activation, activation: tanh}]\noutput: {task: regression}\n"))
	m.add("views", generate(t, "version: 1\nmodel: views\ninputs: [2, 3]\nlayers: [{kind: flatten}]\noutput: {task: regression}\n"))
	if thorough.All() { // verify compiles and judges each word as well
		for name, src := range trickySpecs() {
			m.add(name, generate(t, src))
		}
		for name, src := range vocabularySpecs() {
			m.add(name, generate(t, src))
		}
	}
	for name, src := range deepSpecs(130) {
		if name == "deep" || name == "deepturns" || name == "deeppair" || thorough.All() {
			m.add(name, generate(t, src))
		}
	}
	for name, src := range sampledSpecs {
		m.add(name, sampled(t, src))
	}
	m.run("vet")
	m.run("test", "-vet=off", "-ldflags=-s -w")
}

// internals are names that generated code, the runtime or Go itself use for something else.
var internals = strings.Fields(`
	w m x y t r s n k v i g xs ys ts a0 a1 z1 dz1 W1 b1 z2 dw src dst flat sum scale targets label name path
	adam sgd tensors weights epoch updates grad pool scratch block fingerprint embedded class_names
	block_pool block_rows scratch_pool nn io os errors strconv strings sync math embed testing rand
	string len cap max min copy append make panic float32 float64 int uint64 bool any error iota nil true false range
	func type var const map chan go if for return struct interface package import default select defer switch
	forward forward_batch classify params set_params save write clone loss backward gradient update step set_epoch
	write_state read_state reserve pack unpack build marshal_binary unmarshal_binary marshal_text unmarshal_text`)

// trickySpecs are specs whose names look like something else, by package.
func trickySpecs() map[string]string {
	list := quoteAll(internals)
	body := "version: 1\nmodel: %s\ninputs: %s\nlayers: [{units: 3}, {units: %d}]\noutput: {%s}\n"
	specs := map[string]string{
		"inputs":  fmt.Sprintf(body, "inputs", "["+list+"]", 2, "task: regression"),
		"classes": fmt.Sprintf(body, "classes", "2", len(internals), "task: multiclass, labels: ["+list+"]"),
		"labels":  fmt.Sprintf(body, "labels", "2", len(internals), "task: multilabel, labels: ["+list+"]"),
		"names":   fmt.Sprintf(body, "names", "2", len(internals), "task: regression, names: ["+list+"]"),
		"answers": fmt.Sprintf(body, "answers", "2", 1, "task: binary, labels: ['false', 'true']"),
		"logs":    "version: 1\nmodel: logs\ninputs: 2\nlayers: [{units: 1}]\noutput: {task: regression, transform: log1p}\n", // a layer written out takes it in
		"letters": fmt.Sprintf(body, "letters", `["élan", "猫", "1st", "2_3", "ǆ", "ß"]`, 1, "task: regression"),
	}
	for _, model := range []string{"nn", "io", "errors", "strconv", "math", "sync", "embed", "testing", "rand", "string", "model", "weights"} {
		specs["package_"+model] = fmt.Sprintf(body, model, "2", 2, "task: multiclass")
	}
	return specs
}

func quoteAll(words []string) string {
	return "'" + strings.Join(words, "', '") + "'"
}

// vocabularySpecs are specs that together use everything that the vocabulary offers, by package: every activation written out
// and through kernels, every loss, optimizer and schedule, in precisions that take turns: verify has each in both.
func vocabularySpecs() map[string]string {
	const body = `version: 1
model: vocabulary
precision: %s
inputs: 3
layers: [{units: 4, activation: %[2]s}, {units: 20, activation: %[2]s}, {units: 24, activation: %[2]s}, {units: %[3]d}]
output: {task: %[4]s}
train: {loss: %[5]s, optimizer: {name: %[6]s, learning_rate: 0.1, weight_decay: 0.1}, schedule: %[7]s}
`
	var activations []string
	for _, a := range op.Activations {
		if !a.Joint {
			activations = append(activations, a.Name)
		}
	}
	var losses []trained
	for _, task := range op.Tasks {
		for _, loss := range task.Losses {
			losses = append(losses, trained{task, loss})
		}
	}
	specs := map[string]string{}
	for i := range max(len(activations), len(losses), len(op.Stepwise), len(op.Schedules)) {
		a, l, o, s := activations[i%len(activations)], losses[i%len(losses)], op.Stepwise[i%len(op.Stepwise)], op.Schedules[i%len(op.Schedules)]
		precision := []string{"float32", "float64"}[i%2]
		specs[fmt.Sprintf("vocabulary%d", i)] = fmt.Sprintf(body, precision, a, max(l.task.Units, 1), l.task.Name, l.loss, o.Name, schedule(s))
	}
	return specs
}

// trained is how a network of a task may be trained.
type trained struct {
	task *op.Task
	loss string
}

// schedule writes a schedule with a value for every attribute that has no default.
func schedule(s *op.Schedule) string {
	text := "{name: " + s.Name
	for _, a := range s.Attrs {
		if a.Required {
			text += ", " + a.Name + ": " + map[op.Kind]string{op.Integer: "2", op.Real: "0.5"}[a.Range.Kind]
		}
	}
	return text + "}"
}

// TestNameClashes: names that the generated package declares itself are errors of the spec, so that no such package is
// ever generated.
func TestNameClashes(t *testing.T) {
	for _, label := range []string{"New model", "Class", "new", "load", "parse_class", "target", "model", "pretrained", "num inputs", "trainer", "test gradient"} {
		src := fmt.Sprintf("version: 1\nmodel: a\ninputs: 1\nlayers: [{units: 2}]\noutput: {task: multiclass, labels: [%q, other]}\n", label)
		s, problems := spec.Parse("spec.yaml", []byte(src))
		clashes := label != "New model" // NewModel is free
		if (s == nil) != clashes {
			t.Errorf("label %q: %v", label, problems)
		}
		if clashes && !strings.Contains(fmt.Sprint(problems), "name-clash") {
			t.Errorf("label %q: %v, want name-clash", label, problems)
		}
	}
}
