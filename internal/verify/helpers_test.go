package verify

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/internal/workshop"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/spec"
)

func parse(t *testing.T, src string) *spec.Spec {
	t.Helper()
	s, problems := spec.Parse("test.yaml", []byte(src))
	if s == nil {
		t.Fatalf("%s\n%v", src, problems)
	}
	return s
}

// openShop opens a workshop with a program around the package of each spec, not yet built.
func openShop(t *testing.T, specs []*spec.Spec) (*workshop.Shop, []*workshop.Program) {
	t.Helper()
	shop, err := workshop.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shop.Close)
	programs, err := add(shop, specs)
	if err != nil {
		t.Fatal(err)
	}
	return shop, programs
}

// kernelSets are those that tests hold packages with: what the environment and this processor choose, and, where everything is
// tried, what lesser processors have, down to a least set.
func kernelSets(least string) []string {
	if !thorough.All() {
		return []string{""}
	}
	all := []string{"amx", "avx512", "avx2", "go"}
	if nn.Kernels() == "neon" {
		all = []string{"neon", "go"}
	}
	from := slices.Index(all, nn.Kernels()) + 1
	return append([]string{""}, all[from:max(from, slices.Index(all, least)+1)]...)
}

// judgeAll is Run with every set of kernels down to a least one. What does not hold is an error of the test.
func judgeAll(t *testing.T, specs []*spec.Spec, least string, whole func(i int, r *Report) bool) {
	t.Helper()
	shop, programs := openShop(t, specs)
	sets := kernelSets(least)
	reports, err := judgeWith(context.Background(), shop, programs, specs, nil, 1, sets)
	if err != nil {
		t.Fatal(err)
	}
	for i, list := range reports {
		for k, r := range list {
			if !r.OK() || !whole(i, r) {
				t.Errorf("spec %d with kernels %q: %+v\n%s", i, sets[k], r.cells(), strings.Join(append(r.failures(), r.Problem), "\n"))
			}
		}
	}
}

// failed lists the names of what does not hold, without their values.
func failed(r *Report) string {
	var names []string
	for _, c := range r.Checks {
		if !c.OK {
			names = append(names, string(c.What)+" "+c.Name)
		}
	}
	for _, p := range r.Properties {
		if p.Problem != "" {
			names = append(names, p.Name)
		}
	}
	for _, a := range r.Allocs {
		if a.PerRun != 0 {
			names = append(names, "allocs "+a.Func)
		}
	}
	return strings.Join(names, ", ")
}
