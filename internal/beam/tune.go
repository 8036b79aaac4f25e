package beam

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"strings"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// Trial is one training of a search.
type Trial struct {
	Number  int
	Package *spec.Spec // of the package to train; trials may share it
	Keys    []string   // of the search
	Values  map[string]string
	Job     *train.Job
	Text    []byte // of the spec with these values
}

// search are the files of the trials: a package for each network that differs, its job and its spec, and what finds them.
func (m *Module) search() (list []codegen.File, err error) {
	if len(m.Trials) == 0 {
		return nil, nil
	}
	of := map[string]int{} // the first trial by the source of its package
	var cases [][]int
	for i := range m.Trials {
		t := &m.Trials[i]
		described, err := t.describe(m)
		if err != nil {
			return nil, err
		}
		list = append(list, described...)
		files, err := face.Generate(t.Package)
		if err != nil {
			return nil, err
		}
		key := fmt.Sprint(files)
		at, known := of[key]
		if known {
			cases[at] = append(cases[at], t.Number)
			continue
		}
		of[key] = len(cases)
		cases = append(cases, []int{t.Number})
		list = append(list, t.program(m, files)...)
	}
	run, err := runSource(cases, len(m.Trials))
	return append(list, codegen.File{Name: "trials/run.go", Data: run}), err
}

// describe are the job and the spec of a trial.
func (t *Trial) describe(m *Module) ([]codegen.File, error) {
	job, err := plain(t.Job)
	if err != nil {
		return nil, err
	}
	text, err := indented(map[string]any{"Number": t.Number, "Model": m.stem(), "Keys": t.Keys, "Values": t.Values, "Job": job})
	return []codegen.File{
		{Name: fmt.Sprintf("trials/trial%d.json", t.Number), Data: text},
		{Name: fmt.Sprintf("trials/trial%d.yaml", t.Number), Data: t.Text},
	}, err
}

// program are the package of a trial and what tells its types.
func (t *Trial) program(m *Module, files []codegen.File) (list []codegen.File) {
	name := fmt.Sprintf("trial%d", t.Number)
	for _, f := range files {
		if !strings.HasSuffix(f.Name, "_test.go") {
			list = append(list, codegen.File{Name: "trials/" + name + "/" + f.Name, Data: f.Data})
		}
	}
	return append(list, codegen.File{Name: "trials/" + name + ".go", Data: workshop.Describe(t.Package,
		workshop.Described{Package: "trials", Func: name, Import: Name(m.Spec) + "/trials/" + name})})
}

// runSource finds the package of each trial.
func runSource(cases [][]int, n int) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package trials\n\nimport (\n\"context\"\n\"fmt\"\n\n\"github.com/nngen/nngen/runtime/train\"\n)\n\n"+
		"// Number is how many trials there are.\nconst Number = %d\n\n"+
		"// run does a trial. Those that differ in a constant learning rate or in what is not in a package share one.\n"+
		"func run(ctx context.Context, number int, job *train.Job) (*train.Event, error) {\nswitch number {\n", n)
	for _, numbers := range cases {
		fmt.Fprintf(&b, "case %s:\nreturn train.Trial(ctx, job, trial%d())\n", strings.ReplaceAll(strings.Trim(fmt.Sprint(numbers), "[]"), " ", ", "), numbers[0])
	}
	b.WriteString("}\nreturn nil, fmt.Errorf(\"there is no trial %d\", number)\n}\n")
	return format.Source(b.Bytes())
}

// stem is the name of the spec's file, without its ending.
func (m *Module) stem() string {
	name := m.specName()
	if i := strings.LastIndex(name, "."); i > 0 {
		name = name[:i]
	}
	return name
}

// plain is a job as a mapping without what it does not say.
func plain(job *train.Job) (map[string]any, error) {
	text, err := json.Marshal(job)
	if err != nil {
		return nil, err
	}
	var all map[string]any
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&all); err != nil {
		return nil, fmt.Errorf("internal error: %w", err)
	}
	delete(all, "Paths")
	dropZeros(all)
	return all, nil
}

// indented is JSON to be read by people, too.
func indented(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	err := enc.Encode(v)
	return buf.Bytes(), err
}
