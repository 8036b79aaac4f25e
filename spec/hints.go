package spec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/spec/diag"
)

// synonyms are the words of other tools, separated by spaces, for a word of ours.
var synonyms = map[string]string{
	"learning_rate": "lr rate eta step_size", "activation": "act activations", "optimizer": "opt optimiser", "weight_decay": "decay l2",
	"batch": "batch_size", "epochs": "iterations max_epochs", "seed": "random_seed random_state", "early_stopping": "early_stop",
	"units": "size neurons nodes n width out_features", "W": "weight", "init": "initializer kernel_initializer", "epsilon": "eps",
	"model": "name", "package": "pkg", "inputs": "features input columns", "output": "outputs", "target": "targets", "labels": "label classes",
	"normalize": "normalization scale scaling", "file": "csv path", "train": "training", "precision": "dtype", "validation": "val",
	"kind": "type", "name": "type kind", "column": "col header", "value": "text",
	"linear": "identity", "sigmoid": "logistic", "leaky_relu": "lrelu", "mse": "mean_squared_error", "dense": "linear fc fully_connected",
	"cross_entropy": "categorical_cross_entropy categorical_crossentropy crossentropy", "binary_cross_entropy": "bce binary_crossentropy log_loss",
	"he_normal": "he kaiming kaiming_normal", "glorot_uniform": "glorot xavier xavier_uniform", "zeros": "zero", "none": "false no off",
	"multiclass": "classification", "standard": "zscore z_score true yes on", "float32": "float single f32 32", "float64": "double f64 64",
}

// nearest is the known word that was most likely meant, or "".
func nearest(word string, known []string) string {
	if near := diag.Nearest(word, known); near != "" {
		return near
	}
	return synonym(word, known)
}

// synonym is the known word that says the same, or "".
func synonym(word string, known []string) string {
	for _, k := range known {
		if slices.Contains(strings.Fields(synonyms[k]), strings.ToLower(word)) {
			return k
		}
	}
	return ""
}

// places tells which keys stand in which mapping, for keys that were written elsewhere.
var places = []struct {
	place string
	keys  []string
}{
	{"the top", append(specKeys.names(false), "inputs", "layers", "output")},
	{"layers", append(layerKeys(defaultKind).names(false), "units")},
	{"output", append(outputKeys.names(false), "task")},
	{"train", trainKeys.names(false)},
	{"optimizer under train", []string{"learning_rate"}},
	{"early_stopping under train", stoppingKeys.names(true)},
	{"data", dataKeys.names(false)},
	{"split under data", splitKeys.names(false)},
}

// belongs says where a key belongs that is unknown where it stands, to follow the list of keys that are allowed there.
func belongs(code, key string) string {
	if code != "unknown-key" {
		return ""
	}
	for _, p := range places {
		ours := synonym(key, p.keys)
		if slices.Contains(p.keys, key) {
			ours = key
		}
		if ours != "" {
			return "; " + ours + " belongs to " + p.place
		}
	}
	return ""
}

// samples show how the value of a key is written.
var samples = map[string]string{
	"version": "1", "model": "my_model", "inputs": "[height, weight]", "layers": "[{units: 8}, {units: 1}]", "output": "{task: regression}",
	"task": "regression", "labels": "[cat, dog]", "names": "[price, area]", "units": "8", "W": "[8, 4]", "b": "[8, 1]", "patience": "20",
	"learning_rate": "0.01", "target": "[price, area]", "name": "length", "kind": "dropout", "rate": "0.2", "every": "10", "factor": "0.5",
	"formula": `"x * sigmoid(x)"`, "missing": `["", NA]`, "values": "[red, green, blue]", "from": "[previous, input]",
	"bins": "8", "file": "values.txt", "shape": "[4, 4]", "axes": "[1, 0]", "op": "mean",
	"channels": "8", "kernel": "3", "size": "2", "groups": "2", "padding": "1", "scale_factor": "2", "step": "0.1",
}

// sample is a key with a value, to follow "write" or "add".
func sample(key string) string {
	value, ok := samples[key]
	if !ok {
		value = "…"
	}
	return key + ": " + value
}

// sampled is a list of keys with values.
func sampled(keys []string) string {
	var list []string
	for _, key := range keys {
		list = append(list, sample(key))
	}
	return strings.Join(list, ", ")
}

// addHint says how to add the keys that are missing.
func addHint(missing []string) string { return "add " + sampled(missing) + " (for example)." }

// mappingHint says which mapping belongs where n stands, which is none. A lone value is taken for the one required key
// where it is written like one.
func mappingHint(n *node, required, known []string) string {
	if len(required) != 1 {
		return "write KEY: VALUE; allowed: " + strings.Join(known, ", ") + "."
	}
	key := required[0]
	if n.kind == scalarNode && integerText.MatchString(n.text) == integerText.MatchString(samples[key]) {
		return fmt.Sprintf("write {%s: %s}.", key, n.shown())
	}
	return fmt.Sprintf("write {%s}, for example.", sample(key))
}

// maxShown is how many characters of a text a message repeats.
const maxShown = 60

// shown is a node in a message: its text, cut where it is long, or its kind.
func (n *node) shown() string {
	if n.kind != scalarNode {
		return n.kind.String()
	}
	return short(n.text)
}

// quotedText is shown with quotes around a text.
func (n *node) quotedText() string {
	if n.kind != scalarNode {
		return n.kind.String()
	}
	return quote(n.text)
}

func short(s string) string {
	if r := []rune(s); len(r) > maxShown {
		return string(r[:maxShown]) + "…"
	}
	return s
}
