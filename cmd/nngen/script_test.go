package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nngen": main})
}

// TestScript runs the scripts of testdata/script, in which nngen is the command and $REPOSITORY this module.
func TestScript(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	caches := goEnv(t, "GOCACHE", "GOMODCACHE")
	testscript.Run(t, testscript.Params{
		Dir:       "testdata/script",
		Condition: condition,
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

// condition knows [root], the user whom no file mode stops.
func condition(name string) (bool, error) {
	return name == "root" && os.Geteuid() == 0, nil
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
