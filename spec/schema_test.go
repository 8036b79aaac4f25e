package spec_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/nngen/nngen/internal/schema"
	"github.com/nngen/nngen/spec"
)

// compiled is the JSON Schema in a validator of its own, which also holds it against the draft.
var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSON()))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(schema.FileName, doc); err != nil {
		return nil, err
	}
	return c.Compile(schema.FileName)
})

// validate holds a spec against the schema as an editor does, which decodes the YAML first.
func validate(t *testing.T, src string) error {
	t.Helper()
	s, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := yaml.Unmarshal([]byte(src), &v); err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// TestSchemaAcceptsExamples. The function parse and TestWarnings hold the other good specs against it.
func TestSchemaAcceptsExamples(t *testing.T) {
	files, err := filepath.Glob("../examples/specs/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, string(src)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// structural are the codes of mistakes that a schema must see.
var structural = []string{"unknown-key", "wrong-type", "missing-key", "missing-value", "unknown-value", "empty-list", "version"}

// unseen are the codes of mistakes that a schema cannot see: what follows from several places, what is a matter of how
// the YAML is written, advice.
var unseen = []string{"dim-mismatch", "duplicate-name", "name-clash", "label-count", "target-count", "target-is-input", "target-mismatch",
	"task-activation", "task-loss", "task-key", "no-validation", "several-documents", "alias", "tag", "formula-not-finite", "formula", "storage", "full-batch", "unread-layer", "search"}

// partly are specs whose codes a schema sees elsewhere, with what hides the mistake here.
var partly = map[string]string{
	"float32_overflow": "the precision", "limit_params": "a product of units", "ensemble_large": "a product of units", "nesterov": "the momentum",
	"1,001 layers": "which of them count", "1,001 layers with dropout": "which of them count", "split_sum": "a sum", "warmup": "the epochs", "yaml_escapes": "a character written as an escape",
	"inputs_numbers": "010, which an editor reads as a number", "version_real": "1.0, which equals 1",
	"model_init": "Go", "model_internal": "Go", "model_keyword": "Go", "model_main": "Go", "model_testdata": "Go", "model_vendor": "Go", "model_documentation": "Go", "model_device": "Windows",
}

func TestSchemaRefusesBadSpecs(t *testing.T) {
	missed, accepted := map[string]bool{}, map[string]bool{}
	for name, src := range badSpecs(t) {
		var v any
		if yaml.Unmarshal([]byte(src), &v) != nil {
			continue // an editor says so
		}
		if validate(t, src) != nil {
			continue
		}
		accepted[name] = true
		_, list := spec.Parse(name, []byte(src))
		for _, d := range list {
			missed[d.Code] = true
			switch known := slices.Contains(unseen, d.Code) || partly[name] != ""; {
			case slices.Contains(structural, d.Code):
				t.Errorf("%s: the schema accepts %v", name, d)
			case !known:
				t.Errorf("%s: the schema does not see %s: say so in this test, or mend it", name, d.Code)
			}
		}
	}
	for _, code := range unseen {
		if !missed[code] {
			t.Errorf("the schema sees %s", code)
		}
	}
	for name := range partly {
		if !accepted[name] {
			t.Errorf("the schema refuses %s after all, or it is gone", name)
		}
	}
}
