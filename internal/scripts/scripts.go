// Package scripts tests the command line by scripts, in the language of testscript: those of what compiles and trains are here,
// those of the rest beside the command, since no package's tests may take longer than go test waits.
package scripts

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nngen/nngen/internal/thorough"
)

// Run runs the scripts of a folder, from one two folders below the module's. In them nngen is the command and $REPOSITORY
// the module; there is no network.
func Run(t *testing.T, dir string) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	caches := goEnv(t, "GOCACHE", "GOMODCACHE")
	if caches["NNGEN_CACHE"] = os.Getenv("NNGEN_CACHE"); caches["NNGEN_CACHE"] == "" {
		caches["NNGEN_CACHE"] = t.TempDir()
	}
	modules := sync.OnceValue(func() bool { return haveModules(t, repository) })
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Condition: func(name string) (bool, error) {
			switch name {
			case "root": // the user whom no file mode stops
				return os.Geteuid() == 0, nil
			case "all": // tests try everything
				return thorough.All(), nil
			case "modules": // all that the module needs are there now
				return modules(), nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Setup: func(env *testscript.Env) error {
			for name, value := range caches {
				env.Setenv(name, value)
			}
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("REPOSITORY", repository)
			env.Setenv("NNGEN_KERNELS", os.Getenv("NNGEN_KERNELS"))
			return nil
		},
	})
}

// haveModules fills the module cache, through the proxy as set, with all that the module names: go test takes no more than
// it compiles.
func haveModules(t *testing.T, repository string) bool {
	cmd := exec.Command("go", "mod", "download")
	cmd.Dir = repository
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Logf("scripts that take nngen into a module are skipped: go mod download: %v\n%s", err, out)
	}
	return err == nil
}

// goEnv asks the Go toolchain for variables, so that scripts use the caches that are warm.
func goEnv(t *testing.T, names ...string) map[string]string {
	out, err := exec.Command("go", append([]string{"env", "-json"}, names...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	if err := json.Unmarshal(out, &values); err != nil {
		t.Fatal(err)
	}
	return values
}
