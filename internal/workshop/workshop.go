// Package workshop builds small programs around generated packages with the Go toolchain, so that what is trained and
// verified is the code that ships.
//
// A workshop is a module of its own in a temporary folder, made of the embedded source of the runtime and the generated
// packages. It needs no network, no module around and nothing from the user's Go environment but the toolchain and its
// build cache.
package workshop

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"text/template"

	"github.com/nngen/nngen"
	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/internal/leash"
	"github.com/nngen/nngen/internal/scratch"
	"github.com/nngen/nngen/spec"
)

// Shop is one workshop.
type Shop struct {
	folder *scratch.Folder
	dir    string
}

// goMod makes the workshop the module itself, so that the runtime keeps its import path.
const goMod = "module github.com/nngen/nngen\n\ngo 1.26\n"

// Open sets up a workshop. Close it after use.
func Open() (*Shop, error) {
	folder, err := scratch.New()
	if err != nil {
		return nil, noRoom(err)
	}
	s := &Shop{folder, folder.Path}
	err = errors.Join(folder.Write("go.mod", []byte(goMod)), nngen.Source(folder.Write), os.Mkdir(s.Temp("tmp"), 0o700), os.Mkdir(s.Temp("bin"), 0o755))
	if err != nil {
		s.Close()
		return nil, noRoom(err)
	}
	return s, nil
}

// Close removes the workshop.
func (s *Shop) Close() { s.folder.Close() }

// Temp returns the path of a file of the workshop that programs may read or write.
func (s *Shop) Temp(name string) string { return filepath.Join(s.dir, name) }

// Kind is what a program does with its package: the name and folder of the package whose Main it calls, and how it does.
type Kind struct {
	name, folder string
	source       *template.Template
}

// The kinds of programs.
var (
	Train = Kind{"train", "runtime/train", mainTemplate}
	Probe = Kind{"probe", "internal/verify/probe", mainTemplate}
	Bench = Kind{"meter", "internal/bench/meter", mainTemplate}
	Proof = Kind{"proof", "internal/onnx/proof", proofTemplate}
)

// Program is a program around one generated package.
type Program struct {
	shop *Shop
	name string
}

// Add generates the package of a spec, without weights, and puts a program around it. The name must be new.
func (s *Shop) Add(name string, sp *spec.Spec, kind Kind) (*Program, error) {
	files, err := face.Generate(sp)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name, "_test.go") {
			continue
		}
		if err := s.folder.Write("models/"+name+"/"+f.Name, f.Data); err != nil {
			return nil, err
		}
	}
	if err := s.folder.Write("programs/"+name+"/main.go", mainSource(name, sp, kind)); err != nil {
		return nil, err
	}
	return &Program{s, name}, nil
}

// Path is where Build puts the program.
func (p *Program) Path() string {
	path := filepath.Join(p.shop.dir, "bin", p.name)
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	return path
}

// Command is the program with arguments, which ends with this process and is killed when ctx is done. Its temporary files
// are those of the workshop.
func (p *Program) Command(ctx context.Context, args ...string) *leash.Command {
	cmd := leash.Program(ctx, p.Path(), args...)
	tmp := p.shop.Temp("tmp")
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp, "TMP="+tmp, "TEMP="+tmp)
	return cmd
}

// goEnv is what a variable of the go command is in the workshop.
func (s *Shop) goEnv(tool, name string) string {
	cmd := exec.Command(tool, "env", name)
	cmd.Dir = s.dir
	out, _ := cmd.Output()
	return strings.TrimSpace(string(out))
}

// Build compiles all programs that were added. A compile error is a bug of nngen.
func (s *Shop) Build(ctx context.Context) error {
	tool, err := exec.LookPath("go")
	if err != nil {
		return ErrNoGo
	}
	bin := s.Temp("bin")
	cmd := leash.Tree(ctx, tool, "build", "-trimpath", "-buildvcs=false", "-o", bin+string(filepath.Separator), "./programs/...")
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "GOWORK=off", "GO111MODULE=on", "CGO_ENABLED=0",
		"GOTMPDIR="+s.Temp("tmp"), "GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return failure(err, s.goEnv(tool, "GOVERSION"), s.goEnv(tool, "GOCACHE"), out.String())
	}
	return nil
}
