package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// lesson is a training that shows something, or nothing.
type lesson struct {
	name string
	spec string // from the inputs on
	csv  string
	set  func(job *train.Job) // what the spec could say as well, without a program of its own
	want []string             // the first codes, or that there are none
	says []string             // parts of the messages, in their order
}

// rowsOf is a CSV of n rows.
func rowsOf(header string, n int, row func(random *rand.Rand, i int) []any) string {
	var b strings.Builder
	random := rand.New(rand.NewPCG(5, 7))
	b.WriteString(header + "\n")
	for i := range n {
		for k, v := range row(random, i) {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprint(&b, v)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// classroom has a program for each of the specs.
type classroom struct {
	shop     *workshop.Shop
	dir      string
	programs map[string]*workshop.Program
	specs    map[string]*spec.Spec
}

// newClassroom builds the programs at once, which takes less time than one by one.
func newClassroom(t *testing.T, lessons []lesson) *classroom {
	t.Helper()
	shop, err := workshop.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shop.Close)
	c := &classroom{shop, t.TempDir(), map[string]*workshop.Program{}, map[string]*spec.Spec{}}
	for _, l := range lessons {
		if c.programs[l.spec] != nil {
			continue
		}
		s, problems := spec.Parse("lesson.yaml", []byte("version: 1\nmodel: lesson\n"+l.spec))
		if s == nil {
			t.Fatalf("%s: %v", l.name, problems)
		}
		c.specs[l.spec] = s
		if c.programs[l.spec], err = shop.Add(fmt.Sprintf("lesson%d", len(c.programs)), s, workshop.Train); err != nil {
			t.Fatal(err)
		}
	}
	if err := shop.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// told trains and returns the notices.
func (c *classroom) told(t *testing.T, l lesson) (list []train.Event) {
	t.Helper()
	dir := t.TempDir()
	job := newJob(c.specs[l.spec], train.ModeTrain)
	if l.set != nil {
		l.set(job)
	}
	job.Data, job.Out = filepath.Join(dir, "rows.csv"), filepath.Join(dir, "weights")
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{filepath.Join(dir, "job.json"): string(text), job.Data: l.csv} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := c.programs[l.spec].Command(t.Context(), filepath.Join(dir, "job.json")).Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		var e train.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e.Event == train.EventNotice {
			list = append(list, e)
		}
	}
	return list
}

func (c *classroom) check(t *testing.T, l lesson) {
	t.Helper()
	var codes []string
	all := ""
	for _, e := range c.told(t, l) {
		codes, all = append(codes, e.Code), all+e.Message+"\n"
	}
	if len(l.want) == 0 && codes != nil || !slices.Equal(codes[:min(len(codes), len(l.want))], l.want) {
		t.Errorf("told %q, want %q\n%s", codes, l.want, all)
	}
	rest := all
	for _, part := range l.says {
		_, after, ok := strings.Cut(rest, part)
		if !ok {
			t.Errorf("no %q in\n%s", part, all)
		}
		rest = after
	}
}

// separated has a class that a and b tell together, but for some noise, and two further columns.
func separated(n int, more func(class int, a float64, random *rand.Rand) (c, d any)) string {
	return rowsOf("a,b,c,d,class", n, func(random *rand.Rand, i int) []any {
		a, b := random.NormFloat64(), random.NormFloat64()
		class := 0
		if a+b+0.3*random.NormFloat64() > 0 {
			class = 1
		}
		c, d := more(class, a, random)
		return []any{a, b, c, d, class}
	})
}

// noise are columns that tell nothing.
func noise(_ int, _ float64, random *rand.Rand) (c, d any) {
	return random.NormFloat64(), random.NormFloat64()
}

// sines is a regression with noise.
func sines(n int, noise float64) string {
	return rowsOf("a,b,y", n, func(random *rand.Rand, i int) []any {
		a, b := 2*random.NormFloat64(), random.NormFloat64()
		return []any{a, b, math.Sin(a) + 0.5*b + noise*random.NormFloat64()}
	})
}

// planes has a target that a and b tell together, and c alone, but for some noise.
func planes(noise float64) string {
	return rowsOf("a,b,c,y", 200, func(random *rand.Rand, i int) []any {
		a, b := random.NormFloat64(), random.NormFloat64()
		return []any{a, b, 5 - 2*(a+b) + noise*random.NormFloat64(), a + b}
	})
}

// mostly has a class of one row in twenty, so far apart from the other.
func mostly(apart float64) string {
	return rowsOf("a,b,c,d,class", 600, func(random *rand.Rand, i int) []any {
		class := 0
		if i%20 == 0 {
			class = 1
		}
		c, d := noise(0, 0, random)
		return []any{random.NormFloat64() + apart*float64(class), random.NormFloat64(), c, d, class}
	})
}

// chequers has a class that no line divides.
func chequers() string {
	return rowsOf("a,b,c,d,class", 200, func(random *rand.Rand, i int) []any {
		a, b := random.NormFloat64(), random.NormFloat64()
		c, d := noise(0, 0, random)
		return []any{a, b, c, d, map[bool]int{true: 1}[a*b > 0]}
	})
}

// The specs of the lessons.
var (
	briefly = "train: {epochs: 20, optimizer: {name: adam, learning_rate: 0.02}}\n"
	narrow  = "inputs: [a, b, c, d]\nnormalize: standard\nlayers: [{units: 8, activation: relu}, {units: 1, activation: sigmoid}]\n" +
		"output: {task: binary}\ndata: {split: {test: 0.2}}\n" + briefly
	gappy  = strings.Replace(narrow, "[a, b, c, d]", "[a, b, {name: c, missing: own}, d]", 1)
	wide   = "inputs: [a, b, c, d]\nlayers: [{units: 64}, {units: 64}, {units: 1}]\noutput: {task: binary}\n" + briefly
	masked = "inputs: [a, b, c, d]\nlayers: [{units: 64}, {kind: dropout, rate: 0.5}, {units: 64}, {kind: dropout, rate: 0.5}, {units: 1}]\noutput: {task: binary}\n" + briefly
	neuron = "inputs: [a, b, c, d]\nlayers: [{units: 1}]\noutput: {task: binary}\n" + briefly
	line   = "inputs: [a, b, c]\nlayers: [{units: 1, activation: linear}]\noutput: {task: regression}\n" + briefly
	deep   = "inputs: [a, b]\nlayers: [" + strings.Repeat("{units: 8, activation: sigmoid}, ", 6) + "{units: 1}]\noutput: {task: regression}\n" + briefly
	sine   = "inputs: [a, b]\nlayers: [{units: 32, activation: tanh}, {units: 1, activation: linear}]\noutput: {task: regression}\n" +
		"train: {epochs: 60, optimizer: {name: adam, learning_rate: 0.02}}\n"
)

// gap is the value, or none.
func gap(missing bool, value float64) any {
	if missing {
		return ""
	}
	return value
}

// TestNotices: each trains something that shows what is told, and the one after it something that is alike and shows nothing.
func TestNotices(t *testing.T) {
	thorough.Only(t)
	long := func(j *train.Job) { j.Epochs, j.Validation = 500, 0.4 }
	lessons := []lesson{
		{"leak of a class", narrow, separated(300, func(class int, _ float64, random *rand.Rand) (c, d any) {
			return 100*class + random.IntN(50), random.NormFloat64()
		}), nil, []string{train.CodeLeak}, []string{`column "c" alone tells the class in every row of the training part`, "leave it out"}},
		{"no leak of a class", narrow, separated(300, func(class int, _ float64, random *rand.Rand) (c, d any) {
			return 100*class + random.IntN(110), random.NormFloat64() // now and then the other way round
		}), nil, nil, nil},
		{"leak by gaps", gappy, separated(300, func(class int, _ float64, random *rand.Rand) (c, d any) {
			return gap(class == 1, random.NormFloat64()), random.NormFloat64()
		}), nil, []string{train.CodeLeak}, []string{`column "c" alone tells the class in every row of the training part, by having a value or none`, "leave it out"}},
		{"no leak by gaps", gappy, separated(300, func(class int, _ float64, random *rand.Rand) (c, d any) {
			return gap(class == 1 && random.IntN(10) > 0, random.NormFloat64()), random.NormFloat64()
		}), nil, nil, nil},
		{"leak of a number", line, planes(0), nil, []string{train.CodeLeak}, []string{`column "c" alone tells the target`}},
		{"no leak of a number", line, planes(0.1), nil, nil, nil},
		{"twins in other units", narrow, separated(300, func(_ int, _ float64, random *rand.Rand) (c, d any) {
			cm := random.Float64() * 100
			return cm, fmt.Sprintf("%.2f", cm/2.54)
		}), nil, []string{train.CodeTwins}, []string{`columns "c" and "d" say the same in different units (correlation 1.0000)`}},
		{"twins", narrow, separated(300, func(_ int, a float64, random *rand.Rand) (c, d any) { return random.NormFloat64(), a }),
			nil, []string{train.CodeTwins}, []string{`columns "a" and "d" are equal in every row`}},
		{"no twins", narrow, separated(300, func(_ int, _ float64, random *rand.Rand) (c, d any) {
			cm := random.Float64() * 100
			return cm, cm/2.54 + 0.5*random.NormFloat64()
		}), nil, nil, nil},
		{"constants", narrow, separated(300, func(int, float64, *rand.Rand) (c, d any) { return 1, 2 }),
			nil, []string{train.CodeConstant}, []string{`columns "c", "d" each have the same value in every row of the training part`}},
		{"no values", gappy, separated(300, func(_ int, _ float64, random *rand.Rand) (c, d any) { return "", random.NormFloat64() }),
			nil, []string{train.CodeConstant}, []string{`column "c" has no value in any row of the training part: nothing can be learned of it; leave it out`}},
		{"constants without names", narrow, separated(300, func(int, float64, *rand.Rand) (c, d any) { return 1, 2 }),
			func(j *train.Job) { j.Inputs = nil }, nil, nil}, // as pixels may be
		{"rate too high", sine, sines(200, 0.1), func(j *train.Job) { j.Rate = 3 }, []string{train.CodeRateHigh}, []string{"the training loss jumps", "try a tenth of the learning rate"}},
		{"rate too low", sine, sines(200, 0.1), func(j *train.Job) { j.Rate = 0.00001 }, []string{train.CodeRateLow}, []string{"training was not at its end", "one changes the weights of layer ", "try a larger learning rate"}},
		{"the right rate", sine, sines(200, 0.1), nil, nil, nil},
		{"a layer that starves", deep, sines(2000, 0.1), func(j *train.Job) { j.Batch = 500 }, []string{train.CodeStarved}, []string{"after epoch 7 layer 1 receives 1/", "of the gradient of layer 7: sigmoid's slope is at most 0.25"}},
		{"dead units", wide, separated(200, noise), func(j *train.Job) { j.Rate = 1 }, []string{train.CodeDead}, []string{" of 64 units of layer 2 are dead for every row", "try leaky_relu"}},
		{"dead units behind dropout", masked, separated(200, noise), func(j *train.Job) { j.Rate = 1 }, []string{train.CodeDead}, []string{" of 64 units of layer 2 are dead for e"}},
		{"units left out by dropout", masked, separated(300, noise), func(j *train.Job) { j.Rate = 0.005 }, nil, nil},
		{"the noise of dropout", masked, separated(300, noise), func(j *train.Job) { j.Rate = 0.02 }, nil, nil},
		{"saturated units", sine, rowsOf("a,b,y", 200, func(random *rand.Rand, i int) []any {
			a, b := 2*random.NormFloat64(), random.NormFloat64()
			return []any{1000 * a, 1000 * b, math.Sin(a) + 0.5*b}
		}), nil, []string{train.CodeSaturated}, []string{" of 32 units of layer 1 are saturated for nearly every row: tanh is flat there", "normalize: standard"}},
		{"overfitting", sine, sines(60, 0.8), func(j *train.Job) { j.Epochs, j.Test = 600, 0.5 },
			[]string{train.CodeOverfitting}, []string{"on the training part, but", "learns its rows by heart"}},
		{"overfitting on the way", narrow, separated(150, noise), long, []string{train.CodeOverfitting},
			[]string{"since epoch ", "the validation loss rose from", "early_stopping: {patience: 20}"}},
		{"stopped in time", narrow, separated(150, noise), func(j *train.Job) { long(j); j.Patience = 10 }, nil, nil},
		{"few rows", wide, separated(60, noise), nil, []string{train.CodeFewRows}, []string{"4545 parameters learn from 60 rows, 76 for each", "split: {test: 0.2}"}},
		{"few rows that are well known", wide, separated(60, noise), func(j *train.Job) { j.Test = 0.4 }, nil, nil},
		{"a rare class", narrow, mostly(1), nil, []string{train.CodeUnbalanced},
			[]string{"class 1 has 24 of the 480 rows that were learned, and 1 of its 6 rows in the test part are found", "class_weights: balanced"}},
		{"a rare class apart", narrow, mostly(4), nil, nil, nil},
		{"underfitting", neuron, chequers(), nil, []string{train.CodeUnderfitting}, []string{"hardly told apart (accuracy 0.", "another layer"}},
		{"a line suffices", neuron, separated(200, noise), nil, nil, nil},
	}
	c := newClassroom(t, lessons)
	for _, l := range lessons {
		t.Run(l.name, func(t *testing.T) { c.check(t, l) })
	}
}
