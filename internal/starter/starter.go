package starter

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/nngen/nngen/internal/schema"
)

//go:embed starter.yaml.tmpl
var specText string

var specTemplate = template.Must(template.New("spec").Parse(specText))

// task is what the starter of a task says and what its data hold.
type task struct {
	Description  string
	Units        int
	UnitsComment string
	Output       string
	columns      []string
	values       func(w Weather) []string
}

var tasks = map[string]task{
	"regression": {
		Description: "How warm the weather feels, by temperature, humidity and wind.",
		Units:       1, UnitsComment: "one for each output, linear",
		Output: "  task: regression # also: binary, multiclass, multilabel\n" +
			"  names: [felt]\n" +
			"  normalize: standard # the loss sees normalized targets, predictions are in °C\n",
		columns: []string{"felt"},
		values:  func(w Weather) []string { return []string{fmt.Sprintf("%.1f", w.Felt())} },
	},
	"binary": {
		Description: "Whether the weather feels hot, by temperature, humidity and wind.",
		Units:       1, UnitsComment: "a sigmoid: the probability of the second label",
		Output: "  task: binary # also: regression, multiclass, multilabel\n" +
			"  labels: [cool, hot] # the words in the target column; the output is the probability of the second\n",
		columns: []string{"felt"},
		values:  func(w Weather) []string { return []string{word(w.Felt() >= hot, "hot", "cool")} },
	},
	"multiclass": {
		Description: "Whether the weather feels cold, mild or hot, by temperature, humidity and wind.",
		Units:       3, UnitsComment: "one for each class; softmax makes them probabilities",
		Output: "  task: multiclass # also: regression, binary, multilabel\n" +
			"  labels: [cold, mild, hot] # the words in the target column\n",
		columns: []string{"felt"},
		values: func(w Weather) []string {
			return []string{word(w.Felt() >= hot, "hot", word(w.Felt() >= cold, "mild", "cold"))}
		},
	},
	"multilabel": {
		Description: "Whether the weather feels hot, is damp, is windy, by temperature, humidity and wind.",
		Units:       3, UnitsComment: "a sigmoid for each label: its probability",
		Output: "  task: multilabel # also: regression, binary, multiclass\n" +
			"  labels: [hot, damp, windy] # the target columns, which hold 0 and 1\n",
		columns: []string{"hot", "damp", "windy"},
		values: func(w Weather) []string {
			return []string{word(w.Felt() >= hot, "1", "0"), word(w.Humidity >= 70, "1", "0"), word(w.Wind >= 8, "1", "0")}
		},
	},
}

// word chooses one of two.
func word(which bool, yes, no string) string {
	if which {
		return yes
	}
	return no
}

// File is a file to write.
type File struct {
	Name string
	Data []byte
}

// Files are the files that a model begins with: the spec, its data, and the schema that the spec names. The task is one
// of package op.
func Files(model, task string) []File {
	t, known := tasks[task]
	if !known {
		panic("internal error: no starter for the task " + task)
	}
	return []File{{model + ".yaml", t.spec(model)}, {model + ".csv", t.data()}, {schema.FileName, schema.JSON()}}
}

func (t task) spec(model string) []byte {
	var out bytes.Buffer
	err := specTemplate.Execute(&out, struct {
		task
		Model, Comment, Target string
	}{t, model, schema.Comment(schema.FileName), list(t.columns)})
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return out.Bytes()
}

// list writes one word, or several as a list.
func list(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func (t task) data() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "temperature,humidity,wind,%s\n", strings.Join(t.columns, ","))
	for _, w := range weathers() {
		fmt.Fprintf(&out, "%.1f,%.0f,%.1f,%s\n", w.Temperature, w.Humidity, w.Wind, strings.Join(t.values(w), ","))
	}
	return out.Bytes()
}
