package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/runtime/train"
)

// partsTable has a row for each part of the data.
func partsTable(e *train.Event) *table {
	if len(e.Parts) == 0 {
		return nil
	}
	t := &table{Head: []string{"", "loss", metricName(e.Metric), "rows"}}
	for _, name := range []string{"training", train.PartValidation, train.PartTest} {
		if of, ok := e.Parts[name]; ok {
			t.Rows = append(t.Rows, []string{name, number(of.Loss), score(e.Metric, &of.Score), fmt.Sprint(of.Rows)})
		}
	}
	return t
}

// totals are measures of all rows together.
func totals(m train.Measures) (list []fact) {
	for _, f := range []struct {
		name  string
		value *float64
	}{
		{"root mean square error", m.RMSE}, {"mean absolute error", m.MAE}, {"macro F1", m.MacroF1}, {"area under the ROC curve", m.AUC},
		{"log loss", m.LogLoss}, {"expected calibration error", m.ECE},
	} {
		if f.value != nil {
			list = append(list, fact{f.name, number(f.value)})
		}
	}
	return list
}

// labelTable has a row for each class or label; of many those with the lowest F1.
func labelTable(m train.Measures) *table {
	if m.F1 == nil {
		return nil
	}
	labels := m.Labels
	if len(labels) > train.MaxConfusion {
		labels = slices.Clone(labels)
		slices.SortStableFunc(labels, func(a, b string) int { return cmp.Compare(m.F1[a], m.F1[b]) })
		labels = labels[:train.MaxConfusion]
	}
	t := &table{Head: []string{"", "precision", "recall", "F1", "rows"}}
	for _, l := range labels {
		t.Rows = append(t.Rows, []string{l, fmt.Sprintf("%.3f", m.Precision[l]), fmt.Sprintf("%.3f", m.Recall[l]), fmt.Sprintf("%.3f", m.F1[l]), fmt.Sprint(m.Support[l])})
	}
	return t
}

// outputTable has a row for each of several outputs.
func outputTable(m train.Measures) *table {
	if m.Outputs == nil {
		return nil
	}
	t := &table{Head: []string{"", "R²", "rmse", "mae"}}
	for _, name := range m.Labels {
		e := m.Outputs[name]
		t.Rows = append(t.Rows, []string{name, number(&e.R2), number(&e.RMSE), number(&e.MAE)})
	}
	return t
}

// confusion is the matrix of classes and answers.
type confusion struct {
	Labels []string
	Rows   []confusionRow
}

type confusionRow struct {
	Label string
	Cells []confusionCell
}

// confusionCell counts rows; Share is of the rows of its class, in percent.
type confusionCell struct {
	Rows, Share int
	Right       bool
}

func newConfusion(m train.Measures) *confusion {
	if m.Confusion == nil {
		return nil
	}
	c := &confusion{Labels: m.Labels}
	for k, counts := range m.Confusion {
		row, all := confusionRow{Label: m.Labels[k]}, 0
		for _, n := range counts {
			all += n
		}
		for j, n := range counts {
			row.Cells = append(row.Cells, confusionCell{n, 100 * n / max(all, 1), j == k})
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// columnTable has a row for each column of the data.
func columnTable(columns []train.Column) *table {
	t := &table{Head: []string{"", "", "type", "missing", "least", "mean", "deviation", "largest"}}
	listed := slices.ContainsFunc(columns, func(c train.Column) bool { return c.Values != nil })
	if listed {
		t.Head = append(t.Head, "values")
	}
	for _, c := range columns {
		kind := c.Type
		if c.Part != "" {
			kind += " (" + c.Part + ")"
		}
		row := []string{c.Name, c.Role, kind, fmt.Sprint(c.Missing)}
		if c.Values != nil {
			row = append(row, "", "", "", "")
		} else {
			row = append(row, number(c.Low), number(c.Mean), number(c.Deviation), number(c.High))
		}
		if listed {
			row = append(row, valuesText(c))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// valuesText lists the most frequent values of a column.
func valuesText(c train.Column) string {
	var list []string
	for _, v := range c.Values {
		list = append(list, fmt.Sprintf("%s (%d)", v.Text, v.Rows))
	}
	text := strings.Join(list, ", ")
	if more := c.Kinds - len(c.Values); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
