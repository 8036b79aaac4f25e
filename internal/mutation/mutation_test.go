package mutation

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	plant = flag.Bool("mutations", false, "plant the faults and write into README.md what came of them; takes an hour")
	only  = flag.String("fault", "", "plant only the faults whose file or description matches the regular expression")
)

// mutation is one fault: in the file, old becomes new.
type mutation struct{ file, old, new, what string }

func (m mutation) String() string { return m.file + ": " + m.what }

var faults = slices.Concat(opFaults, planFaults, codegenFaults, runtimeFaults)

const root = "../.."

// apply returns the content of the file with the fault.
func (m mutation) apply(content string) (string, error) {
	if n := strings.Count(content, m.old); n != 1 {
		return "", fmt.Errorf("%s: the text stands there %d times instead of once:\n%s", m, n, m.old)
	}
	return strings.Replace(content, m.old, m.new, 1), nil
}

// The table stays true: every text that is replaced stands in the tree, once.
func TestTexts(t *testing.T) {
	for _, m := range faults {
		content, err := os.ReadFile(filepath.Join(root, m.file))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.apply(string(content)); err != nil {
			t.Error(err)
		}
	}
}

// stages are the parts of the suite that look for a fault, the quick ones first. They hold the code against published
// numbers, finite differences and the oracle. What compares text with a golden file is left out: it sees that something
// changed, not that it is wrong.
var stages = [][]string{
	{"./runtime", "./runtime/internal/...", "./runtime/train", "./internal/expr", "./internal/vector", "./internal/ir", "./internal/op"},
	{"-skip", "^TestPrograms$", "./internal/plan", "./internal/interp"},
	{"-short", "-skip", "Golden", "./codegen"},
	{"-run", "^TestReferences$", "./internal/verify"},
	{"-run", "^TestVocabulary$", "./internal/verify"},
	{"-run", "^TestCompile$", "./codegen"},
}

// TestMutations plants the faults one at a time and writes down what came of each.
func TestMutations(t *testing.T) {
	if !*plant {
		t.Skip("needs -mutations")
	}
	match, err := regexp.Compile(*only)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyModule(t, dir)
	for k := range stages {
		if caught := run(t, dir, k); caught != "" {
			t.Fatalf("the suite fails without a fault: %s", caught)
		}
	}
	for _, m := range faults {
		if match.MatchString(m.String()) {
			by := m.try(t, dir)
			t.Logf("%s: caught by %q", m, by)
			record(t, m, by)
		}
	}
}

// try plants the fault in the copy and returns the test that notices, or nothing.
func (m mutation) try(t *testing.T, dir string) (caught string) {
	path := filepath.Join(dir, m.file)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	faulty, err := m.apply(string(content))
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, []byte(faulty))
	defer write(t, path, content)
	if out, err := goTool(dir, "build", "-trimpath", "./"+filepath.Dir(m.file)); err != nil {
		t.Fatalf("%s: this does not compile, so it tests nothing:\n%s", m, out)
	}
	for k := range stages {
		if caught := run(t, dir, k); caught != "" {
			return caught
		}
	}
	return ""
}

var (
	failedTest    = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)
	failedPackage = regexp.MustCompile(`(?m)^FAIL\s+github.com/nngen/nngen/(\S+)`)
)

// run runs a stage and names the test that fails, or nothing.
func run(t *testing.T, dir string, stage int) (failed string) {
	out, err := goTool(dir, append([]string{"test", "-trimpath", "-failfast"}, stages[stage]...)...)
	if err == nil {
		return ""
	}
	name, pkg := failedTest.FindStringSubmatch(out), failedPackage.FindStringSubmatch(out)
	switch {
	case pkg == nil:
		t.Fatalf("go test: %v\n%s", err, out)
	case name == nil: // where a variable of the package panics, for example
		return pkg[1]
	}
	return pkg[1] + " " + name[1]
}

func goTool(dir string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "NNGEN_TESTS=all")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// copyModule copies the module, without what is hidden.
func copyModule(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch hidden := strings.HasPrefix(name, ".") && path != root; {
		case err != nil:
			return err
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		write(t, filepath.Join(dir, strings.TrimPrefix(path, root)), content)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
