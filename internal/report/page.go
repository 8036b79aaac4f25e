package report

import (
	"bytes"
	_ "embed" // the page
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/nngen/nngen/internal/inspect"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
)

//go:embed page.html
var pageText string

//go:embed style.css
var style string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is what the template shows. What is empty is left out.
type page struct {
	Style        template.CSS
	Kind         string // training or evaluation
	Model        string
	About        string
	Facts        []fact
	Told         []string
	Warnings     []string
	Curves       []figure
	Network      template.HTML
	Part         string // the rows that were scored
	Parts        *table
	Totals       []fact
	Labels       *table
	Confusion    *confusion
	Confused     []string
	Outputs      *table
	Figures      []figure // of what was predicted
	Importance   *figure
	Columns      *table
	MoreColumns  int
	Source       string
	Command      string
	Files        []File
	Weights      string
	Reproducible string
}

// fact is a name with a value.
type fact struct{ Name, Value string }

// table has a heading for each column; the first cell of a row is its heading.
type table struct {
	Head []string
	Rows [][]string
}

// Write writes the page. The run must be complete.
func (r *Run) Write(w io.Writer) error {
	p, err := r.page()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	return pageTemplate.Execute(w, p)
}

func (r *Run) page() (*page, error) {
	network, about, err := r.network()
	if err != nil {
		return nil, err
	}
	p := &page{
		Style: template.CSS(style), Kind: "Evaluation", Model: r.Spec.Model, About: about, Network: network, Told: r.told, Warnings: r.warnings,
		Source: clean(string(r.Source)), Command: r.Command, Files: r.Files, Weights: r.Weights,
		Part: partName(r.last.Part), Labels: labelTable(r.last.Measures), Confusion: newConfusion(r.last.Measures),
		Outputs: outputTable(r.last.Measures), Totals: totals(r.last.Measures), Parts: partsTable(r.last),
	}
	for _, c := range r.last.Confused {
		p.Confused = append(p.Confused, fmt.Sprintf("%s of %s taken for %s", words.Count(c.Rows, "row"), c.Target, c.Answer))
	}
	if r.trained() {
		p.Kind = "Training"
	}
	p.Facts = r.facts()
	if r.detail != nil {
		p.Columns, p.MoreColumns = columnTable(r.detail.Columns), r.detail.MoreColumns
	}
	return p, r.draw(p)
}

// network is the picture of the network, and what it says above it.
func (r *Run) network() (template.HTML, string, error) {
	described, err := inspect.New(r.Spec)
	if err != nil {
		return "", "", err
	}
	var b bytes.Buffer
	if err := described.SVG(&b); err != nil {
		return "", "", err
	}
	svg := strings.Replace(b.String(), `xmlns="http://www.w3.org/2000/svg" `, "", 1)
	return template.HTML(svg), described.Description, nil // what the picture shows of the spec is escaped there
}

// facts are what the reader looks for first.
func (r *Run) facts() []fact {
	e := r.last
	list := []fact{{metricName(e.Metric) + ", " + partName(e.Part), score(e.Metric, e.Score)}}
	if e.Baseline != nil {
		list = append(list, fact{"simplest: " + e.Baseline.Answer, score(e.Metric, &e.Baseline.Score)})
	}
	if e.Loss != nil {
		list = append(list, fact{"loss", number(e.Loss)})
	}
	if e.Epochs != nil {
		text := fmt.Sprint(*e.Epochs)
		if e.BestEpoch > 0 && e.BestEpoch < *e.Epochs {
			text += fmt.Sprintf(", kept: epoch %d", e.BestEpoch)
		}
		list = append(list, fact{"epochs", text})
	}
	rows := e.Rows
	if r.trained() {
		rows = r.start.Rows
		rate := r.Spec.Train.Optimizer.Args["learning_rate"]
		list = append(list, fact{"optimizer", r.Spec.Train.Optimizer.Name()}, fact{"learning rate", number(&rate)})
	}
	return append(list, fact{"rows", fmt.Sprint(rows)}, fact{"parameters", fmt.Sprint(r.Spec.NumParams())})
}

// partName is what a part of the rows is called.
func partName(part string) string {
	if part == train.PartAll {
		return "all rows"
	}
	if part == train.PartTrain {
		part = "training"
	}
	return part + " part"
}
