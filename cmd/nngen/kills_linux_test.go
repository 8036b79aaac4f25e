package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

var (
	kills    = flag.Int("kills", 4, "how many commands TestKills ends by a signal")
	killSeed = flag.Uint64("killseed", 0, "seed of TestKills (0: one by the clock)")
)

const killedSpec = `version: 1
model: gate
description: %s
inputs: [a, b]
layers: [{units: 20, activation: tanh}, {units: 2}]
output: {task: multiclass, labels: [closed, open]}
train: {batch: 2, epochs: 10000000}
data: {file: gate.csv, target: state}
weights: gate.safetensors
`

// killed is a folder with a spec, data, weights and a package, in which commands are killed.
type killed struct {
	*testing.T
	dir      string
	programs string               // NNGEN_CACHE
	packages [2]map[string][]byte // what the two descriptions build
	trained  int                  // trainings that had begun
}

type killCase struct {
	command string
	signal  syscall.Signal
	group   bool
	delay   time.Duration
}

func (c killCase) String() string {
	whom := "nngen alone"
	if c.group {
		whom = "the group"
	}
	return fmt.Sprintf("%s, %s to %s after %s", c.command, c.signal, whom, c.delay.Round(time.Millisecond))
}

// TestKills ends commands by signals, at any time: nothing is lost, nobody lives on, and no temporary file is left after
// the next run.
func TestKills(t *testing.T) {
	thorough.Only(t)
	seed := *killSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-killseed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	k := newKilled(t)
	signals := append(train.EndSignals(), syscall.SIGKILL)
	commands := []string{"train", "build", "predict", "eval"}
	first := random.IntN(len(signals) * len(commands))
	for i := range *kills {
		j := (first + 5*i) % (len(signals) * len(commands)) // every pair in its turn
		c := killCase{command: commands[j%4], signal: signals[j/4].(syscall.Signal), group: random.IntN(2) == 0}
		c.delay = time.Duration(random.Float64() * float64(2500*time.Millisecond))
		if c.command == "build" {
			c.delay /= 50
		}
		k.programs = []string{"off", filepath.Join(k.dir, "programs")}[random.IntN(2)] // with and without the compiler
		k.kill(i, c)
		if t.Failed() {
			t.Fatalf("kill %d: %s", i, c)
		}
	}
	t.Logf("%d kills, %d of them in a training that had begun", *kills, k.trained)
}

func newKilled(t *testing.T) *killed {
	k := &killed{T: t, dir: t.TempDir()}
	k.programs = filepath.Join(k.dir, "programs")
	for _, sub := range []string{"tmp", "out"} {
		if err := os.Mkdir(filepath.Join(k.dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	k.write("gate.csv", "a,b,state\n0,0,closed\n0,1,closed\n1,0,closed\n1,1,open\n")
	for i := range k.packages {
		k.describe(i)
		if i == 0 {
			k.end("train", "gate.yaml", "--epochs", "3", "-o", "gate.safetensors")
		}
		k.end("build", "gate.yaml")
		k.packages[i] = map[string][]byte{}
		found, err := filepath.Glob(filepath.Join(k.dir, "gate", "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			k.packages[i][filepath.Base(path)] = k.read("gate/" + filepath.Base(path))
		}
	}
	return k
}

// describe writes one of two specs of one network.
func (k *killed) describe(i int) {
	k.write("gate.yaml", fmt.Sprintf(killedSpec, []string{"One text.", "Another text."}[i]))
}

func (k *killed) write(name, text string) {
	k.Helper()
	if err := os.WriteFile(filepath.Join(k.dir, name), []byte(text), 0o644); err != nil {
		k.Fatal(err)
	}
}

func (k *killed) read(name string) []byte {
	k.Helper()
	content, err := os.ReadFile(filepath.Join(k.dir, name))
	if err != nil {
		k.Fatal(err)
	}
	return content
}

// command is nngen in a group of processes of its own, which all descend from it have k.dir in their environment.
func (k *killed) command(args ...string) (*exec.Cmd, *bytes.Buffer) {
	k.Helper()
	path, err := os.Executable()
	if err != nil {
		k.Fatal(err)
	}
	cmd, out := exec.Command(path, args...), new(bytes.Buffer)
	cmd.Args[0] = "nngen"
	cmd.Dir = k.dir
	cmd.Env = append(os.Environ(), "NNGEN_CACHE="+k.programs, "TMPDIR="+filepath.Join(k.dir, "tmp"))
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd, out
}

// end runs nngen to its end.
func (k *killed) end(args ...string) {
	k.Helper()
	cmd, out := k.command(args...)
	cmd.Stdin = strings.NewReader("a,b\n1,0\n")
	if err := cmd.Run(); err != nil {
		k.Errorf("nngen %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// arguments are those of the command, the second ones of a run that ends.
func arguments(command string) (killed, next []string) {
	if command == "train" {
		killed = []string{"train", "gate.yaml", "-o", "out/gate.safetensors"}
		return killed, append(killed, "--epochs", "2")
	}
	return []string{command, "gate.yaml"}, []string{command, "gate.yaml"}
}

// kill runs a command, ends it by a signal and looks at what is left.
func (k *killed) kill(i int, c killCase) {
	k.describe(i % 2)
	os.Remove(filepath.Join(k.dir, "out", "gate.safetensors"))
	args, next := arguments(c.command)
	cmd, out := k.command(args...)
	if c.command == "predict" {
		rows, err := cmd.StdinPipe()
		if err != nil {
			k.Fatal(err)
		}
		defer rows.Close()
		go io.WriteString(rows, "a,b\n"+strings.Repeat("1,0\n", 1000)) // and it waits for more
	}
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	time.Sleep(c.delay)
	whom := cmd.Process.Pid
	if c.group {
		whom = -whom
	}
	syscall.Kill(whom, c.signal) // it may have ended
	late := time.AfterFunc(5*time.Second, func() { cmd.Process.Kill() })
	cmd.Wait()
	if !late.Stop() {
		k.Errorf("nngen did not end within 5 s\n%s", tail(out))
	}
	if c.signal != syscall.SIGKILL {
		k.noTemporaries("after the signal")
	}
	if c.command == "train" && strings.Contains(out.String(), "epoch") {
		k.trained++
	}
	k.noOrphans()
	k.nothingLost(c, out)
	k.end(next...)
	k.noTemporaries("after the next run")
}

const slowSpec = `version: 1
model: gate
inputs: [a, b]
layers: [{units: 1500}, {units: 1500}, {units: 2}]
output: {task: multiclass, labels: [closed, open]}
train: {batch: 1, epochs: 100}
data: {file: gate.csv, target: state}
`

// TestSecondSignal ends a training that is asked twice before its first epoch is over, and leaves nothing.
func TestSecondSignal(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	k := newKilled(t)
	k.write("gate.yaml", slowSpec)
	k.write("gate.csv", "a,b,state\n"+strings.Repeat("0,1,closed\n1,1,open\n", 20000))
	cmd, out := k.command("train", "gate.yaml", "-o", "out/gate.safetensors")
	said, err := os.Create(filepath.Join(k.dir, "said"))
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	cmd.Stdout = said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	k.until("the training begins", func() bool { return strings.Contains(string(k.read("said")), "to train") })
	cmd.Process.Signal(syscall.SIGTERM)
	time.Sleep(once + 700*time.Millisecond)
	if !k.running("/bin/gate") {
		t.Fatalf("the first epoch was given up\n%s", tail(out))
	}
	cmd.Process.Signal(syscall.SIGTERM)
	late := time.AfterFunc(5*time.Second, func() { cmd.Process.Kill() })
	if err := cmd.Wait(); err == nil || !late.Stop() || !strings.HasSuffix(out.String(), "nngen: interrupted\n") {
		t.Errorf("%v\n%s", err, tail(out))
	}
	k.noOrphans()
	k.noTemporaries("after the second signal")
}

// TestUnread: a training whose output nobody reads any more keeps its best weights and ends.
func TestUnread(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	k := newKilled(t)
	k.write("shell.sh", "nngen train gate.yaml -o out/gate.safetensors | head -1\n")
	bin := t.TempDir()
	path, err := os.Executable()
	if err == nil {
		err = os.Symlink(path, filepath.Join(bin, "nngen"))
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "shell.sh")
	cmd.Dir = k.dir
	cmd.Env = append(os.Environ(), "NNGEN_CACHE="+k.programs, "TMPDIR="+filepath.Join(k.dir, "tmp"), "PATH="+bin+":"+os.Getenv("PATH"))
	text, err := cmd.CombinedOutput()
	if err != nil || strings.Count(string(text), "\n") != 1 {
		t.Errorf("%v\n%s", err, text)
	}
	s, _ := spec.Parse("gate.yaml", k.read("gate.yaml"))
	if err := weights.Check(s, bytes.NewReader(k.read("out/gate.safetensors"))); err != nil {
		t.Error(err)
	}
	k.noOrphans()
	k.noTemporaries("after the pipe was closed")
}

// until waits for what is to happen soon.
func (k *killed) until(what string, happened func() bool) {
	k.Helper()
	for range 600 {
		if happened() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	k.Fatalf("it does not happen that %s", what)
}

// running reports whether a process runs whose command line has the text.
func (k *killed) running(text string) bool {
	return slices.ContainsFunc(k.descendants(), func(line string) bool { return strings.Contains(line, text) })
}

func tail(out *bytes.Buffer) string { return string(out.Bytes()[max(0, out.Len()-500):]) }

// noOrphans waits a second at most until no process is left that the command has started.
func (k *killed) noOrphans() {
	k.Helper()
	var left []string
	for range 20 {
		if left = k.descendants(); len(left) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	k.Errorf("after a second there is still: %s", strings.Join(left, "; "))
}

// descendants are the command lines of all processes with k.dir in their environment.
func (k *killed) descendants() (list []string) {
	found, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, path := range found {
		environ, _ := os.ReadFile(path)
		if filepath.Base(filepath.Dir(path)) != strconv.Itoa(os.Getpid()) && bytes.Contains(environ, []byte("TMPDIR="+k.dir)) {
			line, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "cmdline"))
			list = append(list, string(bytes.ReplaceAll(line, []byte{0}, []byte(" "))))
		}
	}
	return list
}

// noTemporaries finds files that only a run that is under way may have.
func (k *killed) noTemporaries(when string) {
	k.Helper()
	for _, pattern := range []string{"tmp/*", "tmp/.*", ".nngen-*", "*/.nngen-*", "*/*.tmp"} {
		if found, _ := filepath.Glob(filepath.Join(k.dir, pattern)); len(found) > 0 {
			within, _ := filepath.Glob(filepath.Join(found[0], "*"))
			k.Errorf("%s there is %s, with %s", when, found, within)
		}
	}
}

// nothingLost holds that files are whole, and that a training that was asked to end has kept what it had.
func (k *killed) nothingLost(c killCase, out *bytes.Buffer) {
	k.Helper()
	s, _ := spec.Parse("gate.yaml", k.read("gate.yaml"))
	for _, name := range []string{"gate.safetensors", "out/gate.safetensors"} {
		content, err := os.ReadFile(filepath.Join(k.dir, name))
		if err == nil {
			err = weights.Check(s, bytes.NewReader(content))
		}
		trained := c.command == "train" && c.signal != syscall.SIGKILL && strings.Contains(out.String(), "epoch")
		if err != nil && (name == "gate.safetensors" || trained || !os.IsNotExist(err)) {
			k.Errorf("%s: %v\n%s", name, err, tail(out))
		}
		if trained && !strings.HasSuffix(out.String(), "weights: out/gate.safetensors\n") {
			k.Errorf("the training says\n%s", tail(out))
		}
	}
	for name, text := range k.packages[0] {
		if got := k.read("gate/" + name); !bytes.Equal(got, text) && !bytes.Equal(got, k.packages[1][name]) {
			k.Errorf("%s is broken", name)
		}
	}
}
