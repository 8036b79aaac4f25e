package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nngen/nngen/internal/thorough"
)

const tunedSpec = `version: 1
model: gate
inputs: [a, b]
layers: [{units: 20, activation: tanh}, {units: 2}]
output: {task: multiclass, labels: [closed, open]}
train: {batch: 2, epochs: 8000}
data: {file: gate.csv, target: state}
search:
  train.optimizer.learning_rate: {log: [0.0001, 0.1]}
  train.optimizer.weight_decay: [0, 0.01]
`

// TestTuneInterrupted: a run that is interrupted and others that are killed, between trials or in one, do not change what
// comes of all: each trial stands in the log once, and the best spec is that of a run to the end, on one core.
func TestTuneInterrupted(t *testing.T) {
	thorough.Only(t)
	k := &killed{T: t, dir: t.TempDir()}
	if err := os.Mkdir(filepath.Join(k.dir, "tmp"), 0o755); err != nil {
		t.Fatal(err)
	}
	k.write("gate.csv", "a,b,state\n"+strings.Repeat("0,0,closed\n0,1,closed\n1,0,closed\n1,1,open\n", 6))
	k.write("whole.yaml", tunedSpec)
	k.write("gate.yaml", tunedSpec)
	one, out := k.command("tune", "whole.yaml", "--folds", "2", "--trials", "7")
	one.Env = append(one.Env, "GOMAXPROCS=1")
	begin := time.Now()
	if err := one.Run(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(begin)
	for i, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL, 0} {
		cmd, out := k.command("tune", "gate.yaml", "--folds", "2", "--trials", "7")
		cmd.Env = append(cmd.Env, "GOMAXPROCS=2") // so that there is time for the signal
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if signal != 0 {
			k.until("trials end", func() bool {
				text, _ := os.ReadFile(filepath.Join(k.dir, "gate.tune.jsonl"))
				return bytes.Count(text, []byte("\n")) >= 2+2*i
			})
			syscall.Kill(cmd.Process.Pid, signal)
		}
		err := cmd.Wait()
		if (err == nil) != (signal == 0) {
			t.Fatalf("signal %d: %v\n%s", signal, err, out)
		}
		if signal == syscall.SIGINT && !(strings.Contains(out.String(), "of 7 trials are in gate.tune.jsonl; run the same command to go on\n") && cmd.ProcessState.ExitCode() == 1) {
			t.Errorf("exit status %d: %s", cmd.ProcessState.ExitCode(), out)
		}
	}
	k.tuned("gate")
	k.write("anytime.yaml", tunedSpec)
	for range *kills / 4 {
		k.killTune("anytime", time.Duration(rand.Float64()*float64(took)))
	}
	k.end("tune", "anytime.yaml", "--folds", "2", "--trials", "7")
	k.tuned("anytime")
	k.noOrphans()
	k.noTemporaries("at the end")
}

// killTune kills a search after a time; the trials that had ended before it are not lost.
func (k *killed) killTune(name string, delay time.Duration) {
	k.Helper()
	path := filepath.Join(k.dir, name+".tune.jsonl")
	before, _ := os.ReadFile(path)
	cmd, _ := k.command("tune", name+".yaml", "--folds", "2", "--trials", "7")
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	time.Sleep(delay)
	cmd.Process.Kill()
	cmd.Wait()
	k.noOrphans()
	after, _ := os.ReadFile(path)
	if whole := before[:bytes.LastIndexByte(before, '\n')+1]; !bytes.HasPrefix(after, whole) {
		k.Errorf("of the trials\n%s\nthere are after a kill only\n%s", whole, after)
	}
}

// tuned holds what a search has left against that of whole.yaml.
func (k *killed) tuned(name string) {
	k.Helper()
	log := string(k.read(name + ".tune.jsonl"))
	for _, number := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		if n := strings.Count(log, `{"trial":`+number+`,`); n != 1 {
			k.Errorf("trial %s stands in the log %d times:\n%s", number, n, log)
		}
	}
	if got, want := k.read(name+".tuned.yaml"), k.read("whole.tuned.yaml"); !bytes.Equal(got, want) {
		k.Errorf("other specs:\n%s\n%s", got, want)
	}
}
