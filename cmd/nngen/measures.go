package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
)

// measures are lines about what was measured beside the score.
func measures(m train.Measures) string {
	var b strings.Builder
	switch {
	case m.F1 != nil:
		labelTable(&b, m)
	case m.Outputs != nil:
		outputTable(&b, m)
	}
	var totals []string
	if m.Threshold != nil {
		totals = append(totals, "threshold "+number(m.Threshold))
	}
	for _, total := range []struct {
		name  string
		value *float64
	}{{"mean absolute error", m.MAE}, {"macro F1", m.MacroF1}, {"AUC", m.AUC}, {"log loss", m.LogLoss}, {"calibration error", m.ECE}} {
		if total.value != nil {
			totals = append(totals, total.name+" "+number(total.value))
		}
	}
	if totals != nil {
		fmt.Fprintln(&b, strings.Join(totals, ", "))
	}
	confusion(&b, m)
	return b.String()
}

// cell is a text for a column of a table.
func cell(text string) string {
	if strings.ContainsAny(text, "\t\n\v\f\r") {
		return fmt.Sprintf("%q", text)
	}
	return text
}

func cells(texts []string) (list []string) {
	for _, text := range texts {
		list = append(list, cell(text))
	}
	return list
}

// labelTable has a line for each class or label, of many classes the ones with the lowest F1.
func labelTable(b *strings.Builder, m train.Measures) {
	labels := m.Labels
	if len(labels) > train.MaxConfusion {
		labels = slices.Clone(labels)
		slices.SortStableFunc(labels, func(p, q string) int { return cmp.Compare(m.F1[p], m.F1[q]) })
		labels = labels[:train.MaxConfusion/2]
		fmt.Fprintf(b, "the %d of %d with the lowest F1:\n", len(labels), len(m.Labels))
	}
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	more := func(string) string { return "" }
	if m.Thresholds != nil {
		more = func(label string) string { return fmt.Sprintf("%.3f\t", m.Thresholds[label]) }
	}
	fmt.Fprint(t, "\tprecision\trecall\tF1\trows\t")
	if m.Thresholds != nil {
		fmt.Fprint(t, "threshold\t")
	}
	fmt.Fprintln(t)
	for _, label := range labels {
		fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%d\t%s\n", cell(label), m.Precision[label], m.Recall[label], m.F1[label], m.Support[label], more(label))
	}
	t.Flush()
}

// outputTable has a line for each output of a regression.
func outputTable(b *strings.Builder, m train.Measures) {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tR²\trmse\tmae\t")
	for _, name := range m.Labels {
		e := m.Outputs[name]
		fmt.Fprintf(t, "%s\t%.4g\t%.4g\t%.4g\t\n", cell(name), e.R2, e.RMSE, e.MAE)
	}
	t.Flush()
}

// confusion is a matrix with a line for each class of targets, or the pairs mistaken most often.
func confusion(b *strings.Builder, m train.Measures) {
	if m.Confusion != nil {
		fmt.Fprintln(b, "rows by class (down) and answer (across):")
		t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(t, "\t%s\t\n", strings.Join(cells(m.Labels), "\t"))
		for k, row := range m.Confusion {
			fmt.Fprint(t, cell(m.Labels[k]), "\t")
			for _, n := range row {
				fmt.Fprint(t, n, "\t")
			}
			fmt.Fprintln(t)
		}
		t.Flush()
	}
	for _, c := range m.Confused {
		fmt.Fprintf(b, "%s of %s taken for %s\n", words.Count(c.Rows, "row"), cell(c.Target), cell(c.Answer))
	}
}

// partsTable has a line for each part of the rows, where there is more than one.
func partsTable(metric string, parts map[string]train.Scored) string {
	if len(parts) < 2 {
		return ""
	}
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "\tloss\t%s\trows\t\n", metric)
	for _, name := range []string{"training", train.PartValidation, train.PartTest} {
		if of, ok := parts[name]; ok {
			fmt.Fprintf(t, "%s\t%s\t%s\t%d\t\n", name, number(of.Loss), number(&of.Score), of.Rows)
		}
	}
	t.Flush()
	return b.String()
}
