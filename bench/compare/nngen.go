package main

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"text/template"
)

// The program around the generated packages: a file for each, and main.
//
//go:embed *.tmpl
var templates embed.FS

// nngen builds the packages of the specs of all workloads with a clone of nngen, and a program around them. A line may be
// added to the specs.
func (b *builder) nngen(name, repo, tags, line string) func() ([]string, error) {
	return sync.OnceValues(func() ([]string, error) {
		if len(b.workloads) == 0 {
			return nil, errors.New("it has none of these workloads")
		}
		p := &program{dir: filepath.Join(b.dir, name), line: line, bits: 32, workloads: b.workloads}
		if b.double {
			p.line, p.bits = p.line+"precision: float64\n", 64
		}
		if err := p.write(repo); err != nil {
			return nil, err
		}
		binary := filepath.Join(p.dir, "peer")
		return []string{binary}, command(p.dir, "go", "build", "-mod=mod", "-tags="+tags, "-o", binary, ".")
	})
}

// program is a module of packages that nngen generates and of a main package that measures them.
type program struct {
	dir       string
	line      string // at the end of the specs
	bits      int    // of a number
	workloads []workload
}

// net is a workload and how many bits its numbers have.
type net struct {
	workload
	Bits int
}

func (p *program) write(repo string) error {
	repo, err := filepath.Abs(repo)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		return err
	}
	specs, err := p.specs()
	if err != nil {
		return err
	}
	if err := command(repo, "go", append([]string{"run", "./cmd/nngen", "build", "-o", p.dir}, specs...)...); err != nil {
		return err
	}
	if err := p.module(repo); err != nil {
		return err
	}
	return p.main()
}

// specs writes the specs to build and returns their paths.
func (p *program) specs() (paths []string, err error) {
	for _, w := range p.workloads {
		text := []byte(w.spec)
		if w.spec == "" {
			if text, err = os.ReadFile(filepath.Join("specs", w.Name+".yaml")); err != nil {
				return nil, err
			}
		}
		path := filepath.Join(p.dir, w.Name+".yaml")
		if err := os.WriteFile(path, append(text, p.line...), 0o644); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

func (p *program) module(repo string) error {
	bench, err := filepath.Abs(".")
	if err != nil {
		return err
	}
	text := fmt.Sprintf("module peer\n\ngo 1.26\n\nrequire (\n\tgithub.com/nngen/nngen v0.0.0\n\tgithub.com/nngen/nngen/bench v0.0.0\n)\n\n"+
		"replace (\n\tgithub.com/nngen/nngen => %s\n\tgithub.com/nngen/nngen/bench => %s\n)\n", repo, bench)
	return os.WriteFile(filepath.Join(p.dir, "go.mod"), []byte(text), 0o644)
}

func (p *program) main() error {
	list := template.Must(template.ParseFS(templates, "*.tmpl"))
	for _, w := range p.workloads {
		if err := p.file(list.Lookup("net.go.tmpl"), "net_"+w.Name+".go", net{w, p.bits}); err != nil {
			return err
		}
	}
	return p.file(list.Lookup("main.go.tmpl"), "main.go", p.workloads)
}

func (p *program) file(t *template.Template, name string, data any) error {
	f, err := os.Create(filepath.Join(p.dir, name))
	if err != nil {
		return err
	}
	defer f.Close()
	return t.Execute(f, data)
}
