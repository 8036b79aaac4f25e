package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// side is a process with the packages of all nets, built by one clone of nngen.
type side struct {
	in  io.WriteCloser
	out *bufio.Scanner
}

// build generates the packages in a module of their own, with a program around them, and starts it.
func build(dir, repo string, nets []net) (*side, error) {
	repo, err := filepath.Abs(repo)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	args := []string{"run", "./cmd/nngen", "build", "-o", dir}
	for _, n := range nets {
		path := filepath.Join(dir, n.name()+".yaml")
		if err := os.WriteFile(path, []byte(n.spec()), 0o644); err != nil {
			return nil, err
		}
		args = append(args, path)
	}
	if err := command(repo, "go", args...); err != nil {
		return nil, err
	}
	module := fmt.Sprintf("module peer\n\ngo 1.26\n\nrequire github.com/nngen/nngen v0.0.0\n\nreplace github.com/nngen/nngen => %s\n", repo)
	for name, text := range map[string]string{"go.mod": module, "main.go": program(nets), "measure.go": measure} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	if err := command(dir, "go", "build", "-mod=mod", "-o", "peer", "."); err != nil {
		return nil, err
	}
	return start(filepath.Join(dir, "peer"))
}

// start starts the program, which ends when this one does: its input ends then.
func start(binary string) (*side, error) {
	cmd := exec.Command(binary)
	cmd.Env, cmd.Stderr = append(os.Environ(), "GOMAXPROCS=1"), os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &side{in, bufio.NewScanner(out)}, cmd.Start()
}

// ask returns the nanoseconds of one call.
func (s *side) ask(n net, rows int) (float64, error) {
	if _, err := fmt.Fprintln(s.in, n.name(), rows); err != nil {
		return 0, err
	}
	if !s.out.Scan() {
		return 0, fmt.Errorf("no answer for %s: %w", n.text, io.ErrUnexpectedEOF)
	}
	return strconv.ParseFloat(s.out.Text(), 64)
}

// program is the main function around the packages.
func program(nets []net) string {
	var imports, cases strings.Builder
	for _, n := range nets {
		fmt.Fprintf(&imports, "\t%q\n", "peer/"+n.name())
		fmt.Fprintf(&cases, "\tcase %q:\n\t\tm, xs, ys := %[2]s.New(1), make([]%[2]s.Input, rows), make([]%[2]s.Output, rows)\n", n.name(), n.name())
		fmt.Fprintf(&cases, "\t\tnn.F%dFillNormal(nn.NewRand(2), nn.Floats%[1]d(xs), 1)\n", n.bits)
		cases.WriteString("\t\tif rows == 1 {\n\t\t\treturn func() { ys[0] = m.Forward(&xs[0]) }\n\t\t}\n")
		cases.WriteString("\t\treturn func() { m.ForwardBatch(ys, xs) }\n")
	}
	return "package main\n\nimport (\n\tnn \"github.com/nngen/nngen/runtime\"\n" + imports.String() + ")\n\n" +
		"func call(name string, rows int) func() {\n\tswitch name {\n" + cases.String() + "\t}\n\tpanic(name)\n}\n"
}

// measure answers a net and rows by the nanoseconds of one call: the least of several slices.
const measure = `package main

import (
	"fmt"
	"time"
)

func main() {
	for start := time.Now(); time.Since(start) < 200*time.Millisecond; { // a processor that had nothing to do is slow at first
	}
	var name string
	var rows int
	for {
		if _, err := fmt.Scan(&name, &rows); err != nil {
			return
		}
		f, n := call(name, rows), 1
		t := run(f, 1)
		for ; t < 100*time.Microsecond; t = run(f, n) {
			n *= 2
		}
		best := float64(t) / float64(n)
		for range 6 {
			best = min(best, float64(run(f, n))/float64(n))
		}
		fmt.Printf("%.2f\n", best)
	}
}

func run(f func(), n int) time.Duration {
	start := time.Now()
	for range n {
		f()
	}
	return time.Since(start)
}
`

// command runs a command in a folder; its error has what the command says.
func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}
