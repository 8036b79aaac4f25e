package verify

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/workshop"
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
