package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nngen/nngen/internal/thorough"
)

var shardKills = flag.Int("shardkills", 2, "how many shards TestShards kills")

const shardedSpec = `version: 1
model: gate
inputs: [a, {name: kind, type: category, values: [x, "y"], missing: own}]
layers: [{units: 20, activation: tanh}, {units: 2}]
output: {task: multiclass, labels: [closed, open]}
train: {epochs: 2}
data: {file: gate.csv, target: state}
weights: gate.safetensors
`

// TestShards: four shards that are killed at any time, and run again in any order until all is done, the last time two
// processes for each of two shards at once, give the bytes of one run, and leave nothing else.
func TestShards(t *testing.T) {
	thorough.Only(t)
	seed := *killSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-killseed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	k := newSharded(t)
	begin := time.Now()
	if err := k.shard("one", ""); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(begin)
	for i := range *shardKills {
		cmd, out := k.predict("four", fmt.Sprintf("%d/4", 1+random.IntN(4)))
		half := len(k.halves())
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		random := time.After(time.Duration(random.Float64() * float64(whole)))
		for i%2 == 1 && len(ended) == 0 && len(random) == 0 && len(k.halves()) == half {
			time.Sleep(time.Millisecond)
		}
		if i%2 == 0 {
			<-random
		}
		syscall.Kill([]int{1, -1}[i/2%2]*cmd.Process.Pid, []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM}[i/4%2]) // it may have ended
		if err := <-ended; err != nil && cmd.ProcessState.ExitCode() > 0 && !strings.HasSuffix(out.String(), "nngen: interrupted\n") {
			t.Fatalf("kill %d: %v\n%s", i, err, tail(out))
		}
		k.noOrphans()
		k.onlyWhole()
	}
	t.Logf("%d kills; %d files are there, and %d by half", *shardKills, k.onlyWhole(), len(k.halves()))
	ended := make(chan error)
	shards := []string{"1/4", "1/4", "2/4", "2/4", "3/4", "4/4"}
	for _, shard := range shards {
		go func() { ended <- k.shard("four", shard) }()
	}
	for range shards {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if got, want := k.onlyWhole(), len(k.names("one")); got != want {
		t.Errorf("%d files, want %d", got, want)
	}
	k.noOrphans()
	k.noTemporaries("at the end")
}

// newSharded is a folder with a model and files of rows, some compressed, one in parts.
func newSharded(t *testing.T) *killed {
	k := &killed{T: t, dir: t.TempDir()}
	if err := os.Mkdir(filepath.Join(k.dir, "tmp"), 0o755); err != nil {
		t.Fatal(err)
	}
	k.write("gate.csv", "a,kind,state\n"+strings.Repeat("0,x,closed\n1,y,open\n0,,closed\n", 10))
	k.write("gate.yaml", shardedSpec)
	k.end("train", "gate.yaml", "-o", "gate.safetensors")
	random := rand.New(rand.NewPCG(1, 0))
	for i := range 8 {
		var rows bytes.Buffer
		rows.WriteString("id,note,a,kind\n")
		for j := range 20000 {
			fmt.Fprintf(&rows, "%d-%d,\"a note\nof two lines\",%.3f,%s\n", i, j, random.NormFloat64(), []string{"x", "y", ""}[random.IntN(3)])
		}
		if i == 0 {
			k.write("rows-0.csv", rows.String())
			continue
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		w.Write(rows.Bytes())
		w.Close()
		k.write(fmt.Sprintf("rows-%d.csv.gz", i), packed.String())
	}
	return k
}

// predict is a command that answers a shard, or with "" all files.
func (k *killed) predict(out, shard string) (*exec.Cmd, *bytes.Buffer) {
	args := []string{"predict", "gate.yaml", "--in", "rows-*", "--out", out, "--keep", "id", "--keep", "note"}
	if shard != "" {
		args = append(args, "--shard", shard)
	}
	cmd, said := k.command(args...)
	cmd.Env = append(cmd.Env, "NNGEN_TEST_PART=200000")
	return cmd, said
}

// shard answers a shard to its end.
func (k *killed) shard(out, shard string) error {
	cmd, said := k.predict(out, shard)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("shard %s: %w\n%s", shard, err, tail(said))
	}
	return nil
}

// halves are the files of the shards that are being written, or were when their process was killed.
func (k *killed) halves() []string {
	found, _ := filepath.Glob(filepath.Join(k.dir, "four", ".nngen-*"))
	return found
}

// names are the files with answers in a folder.
func (k *killed) names(out string) (list []string) {
	found, _ := filepath.Glob(filepath.Join(k.dir, out, "*"))
	for _, path := range found {
		if name := filepath.Base(path); name[0] != '.' {
			list = append(list, name)
		}
	}
	return list
}

// onlyWhole counts the files of the shards, each of which must be one of the single run.
func (k *killed) onlyWhole() int {
	k.Helper()
	list := k.names("four")
	for _, name := range list {
		if !bytes.Equal(k.read("four/"+name), k.read("one/"+name)) {
			k.Errorf("%s is not that of one run", name)
		}
	}
	return len(list)
}
