package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
)

// workshop is a module with the packages and programs.
type workshop struct{ dir, repo string }

func newWorkshop(dir, repo string) (*workshop, error) {
	repo, err := filepath.Abs(repo)
	if err != nil {
		return nil, err
	}
	module := fmt.Sprintf("module sized\n\ngo 1.26\n\nrequire github.com/nngen/nngen v0.0.0\n\nreplace github.com/nngen/nngen => %s\n", repo)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(module), 0o644); err != nil {
		return nil, err
	}
	w := &workshop{dir, repo}
	return w, w.command(repo, "go", "build", "-o", filepath.Join(dir, "nngen"), "./cmd/nngen")
}

// model builds the package of a spec, and returns its name and how many bytes its parameters have.
func (w *workshop) model(spec string) (name string, weights int64, err error) {
	text, err := os.ReadFile(spec)
	if err != nil {
		return "", 0, err
	}
	name = nameOf(spec)
	path := filepath.Join(w.dir, name+".yaml")
	if found := weightsKey.FindSubmatch(text); found != nil {
		given := filepath.Join(filepath.Dir(spec), string(found[1]))
		if err := copyFile(given, filepath.Join(w.dir, name+".safetensors")); err != nil {
			return "", 0, err
		}
		text = weightsKey.ReplaceAll(text, nil)
	} else if err := w.draw(name, path, text); err != nil {
		return "", 0, err
	}
	if err := os.WriteFile(path, append(text, "\nweights: "+name+".safetensors\n"...), 0o644); err != nil {
		return "", 0, err
	}
	if err := w.command(w.dir, "./nngen", "build", path); err != nil {
		return "", 0, err
	}
	return w.parameters(name)
}

var weightsKey = regexp.MustCompile(`(?m)^weights: (\S+).*$`)

// draw writes a file of random weights.
func (w *workshop) draw(name, path string, text []byte) error {
	if err := os.WriteFile(path, text, 0o644); err != nil {
		return err
	}
	if err := w.command(w.dir, "./nngen", "build", path); err != nil {
		return err
	}
	if err := w.write("draw", name, "if err := "+name+".New(1).Save(os.Args[1]); err != nil {\n\t\tfmt.Println(err)\n\t\tos.Exit(1)\n\t}"); err != nil {
		return err
	}
	return w.command(w.dir, "go", "run", "-mod=mod", "./draw", filepath.Join(w.dir, name+".safetensors"))
}

var numParams = regexp.MustCompile(`NumParams += (\d+)`)

func (w *workshop) parameters(name string) (string, int64, error) {
	text, err := os.ReadFile(filepath.Join(w.dir, name, name+"_nngen.go"))
	if err != nil {
		return "", 0, err
	}
	found := numParams.FindSubmatch(text)
	if found == nil {
		return "", 0, fmt.Errorf("%s: the package does not say how many parameters it has", name)
	}
	n, err := strconv.ParseInt(string(found[1]), 10, 64)
	return name, 4 * n, err
}

// write writes a program with a package, or none, and one body.
func (w *workshop) write(folder, pkg, body string) error {
	imports := "\t\"fmt\"\n\t\"os\"\n"
	if pkg != "none" {
		imports += "\n\t\"sized/" + pkg + "\"\n"
	}
	if err := os.MkdirAll(filepath.Join(w.dir, folder), 0o755); err != nil {
		return err
	}
	text := "package main\n\nimport (\n" + imports + ")\n\nfunc main() {\n\t" + body + "\n}\n"
	return os.WriteFile(filepath.Join(w.dir, folder, "main.go"), []byte(text), 0o644)
}

// program compiles a program of a package in both ways.
func (w *workshop) program(pkg, body string) (*program, error) {
	folder := "with" + pkg
	if err := w.write(folder, pkg, body); err != nil {
		return nil, err
	}
	p := &program{}
	for _, way := range []struct {
		flags string
		size  *int64
	}{{"", &p.whole}, {"-s -w", &p.stripped}} {
		path := filepath.Join(w.dir, folder+".bin")
		if err := w.command(w.dir, "go", "build", "-mod=mod", "-trimpath", "-ldflags="+way.flags, "-o", path, "./"+folder); err != nil {
			return nil, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		*way.size = info.Size()
		if err := p.read(path); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// command runs a command in a folder, for the processor that is measured; its error has what the command says.
func (w *workshop) command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w\n%s", name, args, err, out)
	}
	return nil
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}
