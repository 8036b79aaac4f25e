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
	"crypto/sha256"
	"errors"
	"fmt"
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
	folder   *scratch.Folder
	dir      string
	programs []*Program
}

// goMod makes the workshop the module itself, so that the runtime keeps its import path.
const goMod = "module github.com/nngen/nngen\n\ngo 1.26\n"

// Open sets up a workshop. Close it after use.
func Open() (*Shop, error) {
	folder, err := scratch.New()
	if err != nil {
		return nil, noRoom(err)
	}
	s := &Shop{folder: folder, dir: folder.Path}
	err = errors.Join(folder.Write("go.mod", []byte(goMod)), os.Mkdir(s.Temp("tmp"), 0o700), os.Mkdir(s.Temp("bin"), 0o755))
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

// Kind is what a program does with its package: the name and folder of the package whose Main it calls, and how it does. Those
// of some kinds are kept for the next command.
type Kind struct {
	name, folder string
	source       *template.Template
	kept         bool
	portable     bool // packages that are to stand alone are computed as they will be, without assembly
}

// The kinds of programs.
var (
	Train = Kind{"train", "runtime/train", mainTemplate, true, false}
	Probe = Kind{"probe", "internal/verify/probe", mainTemplate, false, true}
	Bench = Kind{"meter", "internal/bench/meter", mainTemplate, false, false}
	Proof = Kind{"proof", "internal/onnx/proof", proofTemplate, false, false}
)

// Program is a program around one generated package.
type Program struct {
	shop *Shop
	name string
	kind Kind
	sum  [sha256.Size]byte // of its source
}

// Add generates the package of a spec, without weights, and puts a program around it. The name must be new.
func (s *Shop) Add(name string, sp *spec.Spec, kind Kind) (*Program, error) {
	generate := face.Generate
	if kind.portable && sp.Standalone {
		generate = face.Portable
	}
	files, err := generate(sp)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	add := func(path string, data []byte) error {
		fmt.Fprintf(sum, "%q %d\n%s", path, len(data), data)
		return s.folder.Write(path, data)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name, "_test.go") {
			continue
		}
		if err := add("models/"+name+"/"+f.Name, f.Data); err != nil {
			return nil, err
		}
	}
	if err := add("programs/"+name+"/main.go", mainSource(name, sp, kind)); err != nil {
		return nil, err
	}
	p := &Program{shop: s, name: name, kind: kind}
	sum.Sum(p.sum[:0])
	s.programs = append(s.programs, p)
	return p, nil
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

// environment is that of the go command in workshops.
func environment() []string {
	return append(os.Environ(), "GOFLAGS=-mod=readonly", "GOWORK=off", "GO111MODULE=on", "CGO_ENABLED=0", "GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH)
}

// Build compiles all programs that were added. One alone that an earlier command has built need not be compiled. A compile error
// is a bug of nngen.
func (s *Shop) Build(ctx context.Context) error {
	tool, err := exec.LookPath("go")
	if err != nil {
		return ErrNoGo
	}
	if len(s.programs) == 1 && s.programs[0].kind.kept {
		if kept := openStore(); kept != nil {
			return s.buildOnce(ctx, tool, kept, s.programs[0])
		}
	}
	return s.compile(ctx, tool)
}

// buildOnce compiles a program unless a store has it.
func (s *Shop) buildOnce(ctx context.Context, tool string, kept *store, p *Program) error {
	key, err := kept.key(ctx, tool, s.dir, p.sum)
	if err != nil {
		return s.compile(ctx, tool) // which says what is wrong
	}
	if kept.fetch(key, p.Path()) {
		return nil
	}
	if err := s.compile(ctx, tool); err != nil {
		return err
	}
	kept.keep(key, p.Path())
	return nil
}

func (s *Shop) compile(ctx context.Context, tool string) error {
	if err := nngen.Source(s.folder.Write); err != nil {
		return noRoom(err)
	}
	cmd := leash.Tree(ctx, tool, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", s.Temp("bin")+string(filepath.Separator), "./programs/...")
	cmd.Dir = s.dir
	cmd.Env = append(environment(), "GOTMPDIR="+s.Temp("tmp"))
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
