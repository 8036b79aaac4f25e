package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/nngen/nngen/internal/verify/probe"

	"github.com/nngen/nngen/spec"
)

// WriteJSON writes the reports as one JSON document.
func WriteJSON(w io.Writer, reports []*Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"ok": allOK(reports), "reports": reports})
}

func allOK(reports []*Report) bool {
	for _, r := range reports {
		if !r.OK() {
			return false
		}
	}
	return true
}

// WriteTable writes a line for each report with its worst errors, and below what failed.
func WriteTable(w io.Writer, reports []*Report) error {
	var text strings.Builder
	t := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "model\tprecision\tparameters\trows\toutputs\tloss\tgradient\tupdate\tallocs\tconcurrent\tresult")
	for _, r := range reports {
		fmt.Fprintln(t, strings.Join(r.cells(), "\t"))
	}
	t.Flush()
	writeTrained(&text, reports)
	for _, r := range reports {
		r.writeFailures(&text)
		if a := r.Against; a != nil && a.Problem == "" {
			fmt.Fprintf(&text, "\n%s differs from %s, computed node by node in float64, by at most %.1e of an output's largest number, on %d rows\n",
				r.Model, a.File, float64(a.Error), a.Rows)
			text.WriteString(a.Rounding.text())
		}
		if a := r.Accuracy; a != nil {
			storage, rounded := spec.BFloat16, a.BFloat16
			if a.Int8 != nil {
				storage, rounded = spec.Int8, a.Int8
			}
			fmt.Fprintf(&text, "\n%s with weights in %s: %s %.4g instead of %.4g, loss %.4g instead of %.4g, on %d rows\n",
				r.Model, storage, a.Metric, rounded.Score, a.Full.Score, rounded.Loss, a.Full.Loss, a.Rows)
		}
	}
	if len(reports) > 0 {
		fmt.Fprintf(&text, "\nlengths of batches were drawn from seed %d\n", reports[0].Seed)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// writeTrained writes a line for each trained model that is what the oracle says.
func writeTrained(text *strings.Builder, reports []*Report) {
	before := "\n"
	for _, r := range reports {
		if o := r.Weights; o != nil && o.Problem == "" {
			text.WriteString(before + o.text(r.Model))
			before = ""
		}
	}
}

func (r *Report) cells() []string {
	result := "OK"
	if !r.OK() {
		result = "FAIL"
	}
	return []string{r.Model, r.Precision, fmt.Sprint(r.Params), fmt.Sprint(r.Rows),
		r.worst(Outputs), r.worst(Loss), r.worst(Gradient), r.worst(Update), r.allocs(), r.concurrent(), result}
}

// worst is the largest error of a quantity, with the tensor where there are several.
func (r *Report) worst(what Quantity) string {
	var worst *Check
	for i := range r.Checks {
		if c := &r.Checks[i]; c.What == what && (worst == nil || c.worseThan(*worst)) {
			worst = c
		}
	}
	if worst == nil {
		return "-"
	}
	cell := fmt.Sprintf("%.1e", float64(worst.Error))
	switch what {
	case Gradient:
		cell += " " + worst.Name
	case Update:
		cell += fmt.Sprintf(" %s step %d", worst.Name, worst.Step)
	}
	return cell
}

func (r *Report) allocs() string {
	if r.Problem != "" {
		return "-"
	}
	sum := 0.0
	for _, a := range r.Allocs {
		sum += a.PerRun
	}
	return fmt.Sprint(sum)
}

func (r *Report) concurrent() string {
	for _, p := range r.Properties {
		if p.Name == probe.Concurrent && p.Problem == "" {
			return "yes"
		} else if p.Name == probe.Concurrent {
			return "no"
		}
	}
	return "-"
}

func (r *Report) writeFailures(text *strings.Builder) {
	if r.OK() {
		return
	}
	fmt.Fprintf(text, "\n%s failed:\n", r.Model)
	if r.Problem != "" {
		fmt.Fprintf(text, "  %s\n", r.Problem)
	}
	for _, f := range r.failures() {
		fmt.Fprintf(text, "  %s\n", f)
	}
}
