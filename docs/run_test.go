package docs

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/spec"
)

// TestDocs runs README.md and docs/*.md, each in a folder of its own, from the first block to the last:
//
//   - sh: commands, which must succeed;
//   - console: a command after "$ ", and what it prints, errors and all. There … is anything, on a line of its own any lines,
//     and so is a number before a unit of time;
//   - yaml: a part of a spec, which takes the place of those keys in the spec that the page showed last;
//   - LANGUAGE FILE: the file is written. One that is there already, since a command wrote it or it is in the repository, has the
//     block in it, where … is anything again.
//
// A comment <!-- needs: gcc --> names programs without which the page cannot run. Commands find nngen, and have no network.
func TestDocs(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the programs of the docs")
	}
	if _, err := exec.LookPath("bash"); err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no bash")
	}
	repository, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "mod", "download").CombinedOutput(); err != nil {
		t.Skipf("the modules of go.mod are neither in the cache nor at GOPROXY: %v\n%s", err, out)
	}
	nngen := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", nngen, "../cmd/nngen").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Setenv("PATH", nngen+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if os.Getenv("NNGEN_CACHE") == "" {
		t.Setenv("NNGEN_CACHE", t.TempDir())
	}
	t.Run("page", func(t *testing.T) { runPages(t, repository) })
}

// runPages runs the pages side by side.
func runPages(t *testing.T, repository string) {
	for _, path := range guide(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			runPage(t, repository, string(text))
		})
	}
}

// guide lists the pages that are run.
func guide(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob("*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no docs", err)
	}
	if !thorough.All() {
		pages = nil // the README says the most
	}
	return append([]string{"../README.md"}, pages...)
}

// page is one that is being run.
type page struct {
	*testing.T
	text, dir, repository string
	shell                 *shell
	written               map[string]bool // the files that blocks have written
	spec                  string          // the file of the spec that was shown last
}

func runPage(t *testing.T, repository, text string) {
	for _, program := range needs(text) {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("it needs", program)
		}
	}
	text = strings.ReplaceAll(text, "localhost:8080", freePort(t))
	blocks, err := parseBlocks(text)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{T: t, text: text, dir: t.TempDir(), repository: repository, written: map[string]bool{}}
	p.shell = startShell(t, p.dir, repository)
	for _, b := range blocks {
		switch {
		case b.file != "" && p.written[b.file], b.file != "" && !p.exists(b.file):
			p.write(b)
		case b.file != "":
			p.find(b)
		case b.language == "sh":
			if out, status := p.shell.run("set -e\n" + b.text + "set +e"); status != "0" {
				t.Fatalf("line %d: exit status %s\n%s", b.line, status, out)
			}
		case b.language == "console":
			p.converse(b)
		case b.language == "yaml":
			p.amend(b)
		default:
			t.Errorf("line %d: a block of %q is neither run nor a file: say which file it is", b.line, b.language)
		}
	}
}

// exists reports whether a file is in the page's folder or the repository.
func (p *page) exists(file string) bool {
	for _, dir := range []string{p.dir, p.repository} {
		if _, err := os.Stat(filepath.Join(dir, file)); err == nil {
			return true
		}
	}
	return false
}

// write writes a file; a spec is checked, unless the page shows what is wrong with it.
func (p *page) write(b block) {
	path := filepath.Join(p.dir, b.file)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.text), 0o644); err != nil {
		p.Fatal(err)
	}
	p.written[b.file] = true
	if b.language == "yaml" && !strings.Contains(p.text, "\n"+b.file+":") {
		p.check(b, b.text)
		p.spec = b.file
	}
}

// check holds a spec against the checker and the schema.
func (p *page) check(b block, text string) {
	p.Helper()
	s, problems := spec.Parse(filepath.Join(p.dir, "page.yaml"), []byte(text))
	if s == nil {
		p.Errorf("line %d: the spec: %v", b.line, problems)
	} else if err := validSpec(text); err != nil {
		p.Errorf("line %d: the schema refuses what nngen takes: %v", b.line, err)
	}
}

// find looks for a block in a file.
func (p *page) find(b block) {
	text, err := os.ReadFile(filepath.Join(p.dir, b.file))
	if err != nil {
		text, err = os.ReadFile(filepath.Join(p.repository, b.file))
	}
	if err != nil {
		p.Fatal(err)
	}
	if !shows(b.text).within(string(text)) {
		p.Errorf("line %d: that is not in %s", b.line, b.file)
	}
	if b.language == "yaml" {
		p.spec = b.file
	}
}

// amend checks the last spec with other keys.
func (p *page) amend(b block) {
	if p.spec == "" {
		p.Fatalf("line %d: a part of a spec, before the page showed one", b.line)
	}
	text, err := os.ReadFile(filepath.Join(p.dir, p.spec))
	if err != nil {
		p.Fatal(err)
	}
	p.check(b, replaceKeys(string(text), b.text))
}

// converse runs the commands of a block and compares what they print.
func (p *page) converse(b block) {
	for _, c := range b.commands() {
		out, status := p.shell.run(c.command)
		if !shows(c.output).all(out) {
			p.Errorf("line %d: $ %s\nprints\n%s\nbut the page says\n%s", b.line, c.command, out, c.output)
		} else if status != "0" && c.output == "" {
			p.Errorf("line %d: $ %s\nexit status %s", b.line, c.command, status)
		}
	}
}

// shell is one bash for a page, so that folders, variables and jobs live on from block to block.
type shell struct {
	in   io.Writer
	out  *bufio.Reader
	file string // what the last command printed
}

// setUp gives a page a network that is none: a clone is a link to this repository, and a new module takes nngen from it. curl
// waits for a server that has just been started.
const setUp = `
trap 'kill $(jobs -p) 2>/dev/null' EXIT
git() { ln -s "$REPOSITORY" "${2##*/}"; }
curl() { command curl -s --retry 9 --retry-connrefused "$@"; }
go() {
	command go "$@" || return
	if [ "$1 ${2-}" = "mod init" ]; then command go mod edit -replace "github.com/nngen/nngen=$REPOSITORY" && cp "$REPOSITORY/go.sum" .; fi
}
`

func startShell(t *testing.T, dir, repository string) *shell {
	t.Helper()
	cmd := exec.Command("bash")
	cmd.Dir = dir
	bin := t.TempDir()
	cmd.Env = append(os.Environ(), "REPOSITORY="+repository, "GOPROXY=off", "GOTOOLCHAIN=local", "GOFLAGS=-mod=mod", "GOWORK=off", "GOBIN="+bin,
		"PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	fmt.Fprint(in, setUp)
	return &shell{in: in, out: bufio.NewReader(out), file: filepath.Join(t.TempDir(), "out")}
}

// run returns what commands print, and their exit status, which is empty where the shell ended.
func (s *shell) run(commands string) (out, status string) {
	fmt.Fprintf(s.in, "{\n%s\n} </dev/null >'%s' 2>&1\necho $?\n", commands, s.file)
	status, _ = s.out.ReadString('\n')
	text, _ := os.ReadFile(s.file)
	return string(text), strings.TrimSpace(status)
}

// used are the addresses that pages have.
var used sync.Map

// freePort returns an address that nobody listens at, and that no other page gets.
func freePort(t *testing.T) string {
	t.Helper()
	for {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			t.Fatal(err)
		}
		address := fmt.Sprintf("localhost:%d", l.Addr().(*net.TCPAddr).Port)
		l.Close()
		if _, taken := used.LoadOrStore(address, true); !taken {
			return address
		}
	}
}
