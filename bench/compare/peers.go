package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
)

// peer is one of those compared. Its build returns the command line of its process, or says what is missing.
type peer struct {
	name  string
	cores int
	env   []string
	build func() ([]string, error)
}

// ours is the peer that all ratios are of.
const ours = "nngen"

func (b *builder) peers() []peer {
	nngen := b.nngen(ours, b.repo, "", "")
	list := []peer{
		{name: ours, build: nngen},
		{name: "c-gcc", build: b.c("c-gcc")},
		{name: "c-plain", build: b.c("c-plain")},
		{name: "c-hand", build: b.c("c-hand")},
		{name: "xnnpack", build: b.xnnpack},
		{name: "torch", env: []string{"OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"}, build: b.torch},
		{name: "onnxruntime", build: b.onnxruntime},
		{name: "gonum", build: b.gonum},
		{name: "nngen-bf16", build: b.nngen("bf16", b.repo, "", "weights_storage: bfloat16\n")},
		{name: "nngen-int8", build: b.only("medium", "large").nngen("int8", b.repo, "", "weights_storage: int8\n")},
		{name: "nngen-2cores", cores: 2, build: nngen},
		{name: "nngen-avx512", env: []string{"NNGEN_KERNELS=avx512"}, build: nngen},
		{name: "nngen-avx2", env: []string{"NNGEN_KERNELS=avx2"}, build: nngen},
		{name: "nngen-purego", build: b.nngen("purego", b.repo, "purego", "")},
	}
	if b.base != "" {
		list = append(list, peer{name: "nngen-base", build: b.nngen("base", b.base, "", "")})
	}
	if b.double {
		list = slices.DeleteFunc(list, func(p peer) bool { return !slices.Contains(doubles, p.name) })
	}
	return list
}

// doubles are the peers that compute in float64 too.
var doubles = []string{ours, "torch", "nngen-2cores", "nngen-avx512", "nngen-avx2", "nngen-purego", "nngen-base"}

// builder builds the peers in a temporary folder.
type builder struct {
	dir        string
	repo, base string // clones of nngen
	workloads  []workload
	double     bool // in float64
	buildC     func() error
}

func newBuilder(dir, repo, base string, workloads []workload) *builder {
	buildC := sync.OnceValue(func() error { return command("", "peers/c/build.sh", dir) })
	return &builder{dir: dir, repo: repo, base: base, workloads: workloads, buildC: buildC}
}

// only is the builder of some of the workloads.
func (b *builder) only(names ...string) *builder {
	some := *b
	some.workloads = slices.DeleteFunc(slices.Clone(b.workloads), func(w workload) bool { return !slices.Contains(names, w.Name) })
	return &some
}

// c builds all peers in C, since they share their source.
func (b *builder) c(name string) func() ([]string, error) {
	return func() ([]string, error) {
		for _, tool := range []string{"gcc", "g++", "python3"} {
			if _, err := exec.LookPath(tool); err != nil {
				return nil, fmt.Errorf("needs %s: apt-get install gcc g++ python3", tool)
			}
		}
		return []string{filepath.Join(b.dir, name)}, b.buildC()
	}
}

func (b *builder) xnnpack() ([]string, error) {
	binary, source := filepath.Join(b.dir, "xnnpack"), "peers/c/"
	err := command("", "gcc", "-O2", source+"xnnpack.c", source+"serve.c", "-o", binary, "-lXNNPACK", "-lpthreadpool", "-lm")
	if err != nil {
		return nil, fmt.Errorf("needs XNNPACK: apt-get install gcc libxnnpack-dev libpthreadpool-dev: %w", err)
	}
	return []string{binary}, nil
}

func (b *builder) torch() ([]string, error) {
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import torch").Run() != nil {
		return nil, errors.New("needs PyTorch: apt-get install python3-torch libopenblas0-pthread")
	}
	argv := []string{python, "peers/torch_bench.py"}
	if b.double {
		argv = append(argv, "float64")
	}
	return argv, nil
}

// onnxruntime looks for the library in the folder PEERS, where npm puts it.
func (b *builder) onnxruntime() ([]string, error) {
	folder := os.Getenv("PEERS")
	if folder == "" {
		folder = filepath.Join(os.TempDir(), "peers")
	}
	libs, _ := filepath.Glob(filepath.Join(folder, "node_modules/onnxruntime-node/bin/napi-v*/linux/x64/libonnxruntime.so.1"))
	if len(libs) == 0 {
		return nil, fmt.Errorf("needs its library: npm install --ignore-scripts --prefix %s onnxruntime-node", folder)
	}
	if err := command("", "/usr/bin/python3", "peers/make_onnx.py", b.dir); err != nil {
		return nil, fmt.Errorf("needs the Python module onnx: apt-get install python3-onnx: %w", err)
	}
	binary, err := b.goBuild("peers/ort")
	return []string{binary, libs[0], b.dir}, err
}

func (b *builder) gonum() ([]string, error) {
	binary, err := b.goBuild("peers/gonum")
	return []string{binary}, err
}

// goBuild compiles the program of a folder with a module of its own.
func (b *builder) goBuild(folder string, flags ...string) (string, error) {
	binary := filepath.Join(b.dir, filepath.Base(folder)+".bin")
	return binary, command(folder, "go", append(append([]string{"build"}, flags...), "-o", binary, ".")...)
}

// command runs a command in a folder; its error has what the command says.
func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}
