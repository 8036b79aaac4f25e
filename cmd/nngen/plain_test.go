package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
)

// evil would clear a terminal, colour it red in either spelling, and turn the direction of reading.
const evil = "\x1b[2J\x1b]0;title\a\u009b31m\x9b31m\u202e"

// TestPlain: whatever a stranger's file holds, no escape sequence of it is printed. The files are those that each
// command reads; evil stands wherever their formats let it.
func TestPlain(t *testing.T) {
	t.Chdir(t.TempDir())
	spec := "version: 1\nmodel: a\ninputs: [x]\nlayers: [{units: 1}]\noutput: {task: regression}\ndata: {file: a.csv, target: y}\nweights: a.safetensors\n"
	classes := strings.Replace(spec, "[{units: 1}]\noutput: {task: regression}", "[{units: 2}]\noutput: {task: multiclass, labels: [p, q]}", 1)
	files := map[string]string{
		"a.yaml": spec, "a.csv": "x,y\n1,2\n2,4\n3,6\n",
		"classes.yaml":            strings.Replace(classes, "model: a", "model: c", 1),
		evil + ".yaml":            "version: 1\nmodel: 2\n",
		"text.yaml":               strings.Replace(spec, "model: a", "model: '"+evil+"' # "+evil, 1),
		"key.yaml":                spec + evil + ": 1\n",
		"escaped.yaml":            strings.Replace(spec, "model: a", `model: "\e[2J\u009b31m\u202e"`, 1),
		"broken.yaml":             spec + "{" + evil,
		"json.json":               `{"version": 1, "model": "\u001b[2J\u202e", "` + evil + `": 1}`,
		"path.yaml":               spec + "description: \"\\u202e\"\n",
		"header.csv":              "x," + evil + "\n1,2\n",
		"twice.csv":               evil + "," + evil + ",x,y\n1,2,3,4\n",
		"cell.csv":                "x,y\n1,2\n" + evil + ",3\n",
		"class.csv":               "x,y\n1,p\n2," + evil + "\n",
		evil + ".csv":             "x,z\n1,2\n",
		"name.safetensors":        tensors(`{"` + jsonEvil + `": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}`),
		"dtype.safetensors":       tensors(`{"layer1.weight": {"dtype": "` + jsonEvil + `", "shape": [1], "data_offsets": [0, 4]}}`),
		"metadata.safetensors":    tensors(`{"__metadata__": {"` + jsonEvil + `": "` + jsonEvil + `", "nngen": "` + jsonEvil + `"}, "layer1.weight": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}`),
		"key.safetensors":         tensors(`{"layer1.weight": {"` + jsonEvil + `": 1}}`),
		"raw.safetensors":         tensors(`{"` + evil + `": 1}`),
		evil + ".safetensors":     "no safetensors",
		"a/a_nngen.go":            "// " + evil + "\npackage a\n",
		"a/" + evil + "_nngen.go": "// " + evil + "\npackage a\n",
		"p/a/main.go":             "package main // " + evil + "\n",
		"q/a/" + evil + ".go":     "package main\n",
	}
	for name, text := range files {
		if i := strings.LastIndex(name, "/"); i >= 0 {
			if err := os.MkdirAll(name[:i], 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var lines [][]string
	for _, spec := range []string{evil + ".yaml", "text.yaml", "key.yaml", "escaped.yaml", "broken.yaml", "json.json", "path.yaml", "*" + evil, "[" + evil, evil} {
		lines = append(lines, []string{"check", spec}, []string{"check", "--format", "json", spec}, []string{"build", spec}, []string{"inspect", spec})
	}
	for _, name := range []string{"name", "dtype", "metadata", "key", "raw", evil} {
		lines = append(lines, []string{"eval", "a.yaml", "--weights", name + ".safetensors"}, []string{"predict", "a.yaml", "--weights", name + ".safetensors"})
	}
	for _, csv := range []string{"header", "twice", "cell", evil, "no" + evil} {
		lines = append(lines, []string{"train", "a.yaml", "--epochs", "1", "-o", evil + ".out", "--data", csv + ".csv"}, []string{"train", "a.yaml", "--json", "--epochs", "1", "-o", "out", "--data", csv + ".csv"})
	}
	lines = append(lines,
		[]string{"train", "a.yaml", "--epochs", "1", "-o", evil + ".trained"}, []string{"train", "classes.yaml", "--epochs", "1", "--data", "class.csv", "-o", "c.safetensors"},
		[]string{"train", "a.yaml", "--epochs", "1", "-o", "a.safetensors"}, []string{"build", "--check", "a.yaml"}, []string{"build", "a.yaml"},
		[]string{"build", "--check", "a.yaml", "-o", "p"}, []string{"build", "a.yaml", "-o", "p"}, []string{"build", "a.yaml", "-o", "q"}, []string{"build", "a.yaml", "-o", evil},
		[]string{evil}, []string{"check", "--" + evil}, []string{"explain", evil}, []string{"init", evil}, []string{"completion", evil}, []string{"ops", "--format", evil})
	for _, args := range lines {
		var out bytes.Buffer
		code := run(args, strings.NewReader(evil+",x\n1,"+evil+"\n"), &out, &out)
		if code > 2 {
			t.Errorf("%q: exit status %d", args, code)
		}
		for _, r := range out.String() {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("%q prints %U: %q", args, r, out.String())
				break
			}
		}
	}
}

// jsonEvil is evil as a text of JSON, whose control characters are escaped.
const jsonEvil = `\u001b[2J\u001b]0;title\u0007\u009b31m` + "\u202e"

// tensors is a safetensors file of a header and one number.
func tensors(header string) string {
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header + fmt.Sprintf("%c%c%c%c", 0, 0, 0, 0)
}
