package profile

import (
	"strings"
	"testing"
)

func TestTasks(t *testing.T) {
	for name, c := range map[string]struct {
		texts []string
		want  string // the task and its labels, or the end of the error
	}{
		"numbers":         {each(50, "%d.5"), "regression"},
		"integers":        {cycle(60, "1", "2", "5", "9"), "regression"},
		"codes":           {cycle(60, "2", "0", "1"), "multiclass 0 1 2"},
		"codes from 1":    {cycle(60, "2", "3", "1"), "multiclass 1 2 3"},
		"many codes":      {each(60, "%d"), "regression"},
		"two numbers":     {cycle(60, "5", "-3", "5"), "binary -3 5"},
		"bits":            {cycle(60, "1", "0", "1"), "binary 0 1"},
		"words":           {cycle(60, "Yes", "No", "Yes"), "binary No Yes"},
		"the rarer last":  {cycle(60, "a", "b", "b"), "binary b a"},
		"texts":           {cycle(60, "c", "a", "b"), "multiclass a b c"},
		"with gaps":       {cycle(60, "c", "a", "", "NA"), "binary a c"},
		"no value":        {cycle(60, "", "NA"), "it holds no value"},
		"one value":       {cycle(60, "x"), "it is x in every row, so that there is nothing to tell"},
		"few rows":        {append(cycle(60, ""), "a", "b"), "only 2 rows have a value in the target c; there must be 10 to learn from"},
		"a text each":     {each(60, "n%d"), "it holds 60 different texts in 60 rows, and a class must stand in several rows to be learned"},
		"dates":           {each(60, "2020-01-01 10:%02d"), "it holds dates, which a network cannot answer; a number made of them, such as days since a date, it can"},
		"many classes":    {append(append(each(1001, "n%d"), each(1001, "n%d")...), each(1001, "n%d")...), "it holds more than 1000 different texts, and each would be a class"},
		"numbers and not": {append(each(40, "%d.5"), "3 kg"), "40 values are numbers, but 1 value is not (3 kg)"},
		"prose":           {cycle(60, strings.Repeat("a", 101), "b"), "it holds texts of up to 101 bytes, which is too long for the name of a class"},
	} {
		t.Run(name, func(t *testing.T) {
			target, err := newTarget(column(t, c.texts))
			if err != nil {
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v, want %q", err, c.want)
				}
				return
			}
			if got := strings.TrimSpace(target.Task + " " + strings.Join(target.Labels, " ")); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
