package diag

import (
	"encoding/json"
	"reflect"
	"testing"
)

func span(line, col, length int) Span { return Span{Pos{line, col}, length} }

func TestString(t *testing.T) {
	for _, c := range []struct {
		d    Diagnostic
		want string
	}{
		{Diagnostic{File: "a.yaml", Span: span(3, 7, 2), Code: "tab", Message: "no"}, "a.yaml:3:7: error: no [tab]"},
		{Diagnostic{File: "a.yaml", Span: span(3, 0, 0), Severity: Warning, Code: "tab", Message: "no"}, "a.yaml:3:1: warning: no [tab]"},
		{Diagnostic{File: "a.yaml", Code: "empty", Message: "no"}, "a.yaml: error: no [empty]"},
		{Diagnostic{File: "a.yaml", Code: "x", Message: "a\r\nb\nc\x1b[2Jd"}, "a.yaml: error: a b c�[2Jd [x]"},
	} {
		if got := c.d.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestList(t *testing.T) {
	list := List{
		{File: "b", Span: span(2, 1, 1), Severity: Warning, Code: "1"},
		{File: "a", Span: span(1, 1, 1), Severity: Warning, Code: "2"},
		{File: "b", Span: span(1, 9, 1), Severity: Warning, Code: "3"},
		{File: "b", Span: span(1, 2, 1), Severity: Warning, Code: "4"},
		{File: "b", Span: span(1, 2, 5), Severity: Warning, Code: "5"},
		{File: "b", Severity: Warning, Code: "6"},
	}
	list.Sort()
	var got string
	for _, d := range list {
		got += d.Code
	}
	if want := "645312"; got != want {
		t.Errorf("sorted as %s, want %s", got, want)
	}
	if list.HasErrors() {
		t.Error("warnings count as errors")
	}
	if !append(list, Diagnostic{}).HasErrors() {
		t.Error("an error does not count")
	}
}

func TestJSON(t *testing.T) {
	got, err := json.Marshal(Diagnostic{File: "a.yaml", Span: span(3, 7, 2), Severity: Warning, Code: "tab", Message: "no",
		Notes: []Note{{span(1, 2, 3), "here"}}, Hint: "do"})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"file":"a.yaml","line":3,"col":7,"length":2,"severity":"warning","code":"tab","message":"no",` +
		`"notes":[{"line":1,"col":2,"length":3,"text":"here"}],"hint":"do"}`
	var g, w any
	if json.Unmarshal(got, &g) != nil || json.Unmarshal([]byte(want), &w) != nil || !reflect.DeepEqual(g, w) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"units", "activation", "learning_rate", "init", "relu", "tanh", "W", "b", "données"}
	for word, want := range map[string]string{
		"unist": "units", "unit": "units", "uints": "units", "units": "units", "UNITS": "units", "nits": "units",
		"activatoin": "activation", "activtion": "activation", "acctivattion": "activation",
		"lerning_rat": "learning_rate", "lrning_rate": "learning_rate", "learn": "", "lr": "",
		"int": "init", "reul": "relu", "rel": "relu", "tahn": "tanh", "than": "", "w": "W", "c": "", "x": "", "": "",
		"Donnees": "données", "donnés": "données", "inputs": "", "totally": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	for word, want := range map[string]string{"alfa": "alpha", "alhpha": "alpha", "alf": "", "elfa": "", "beat": "beta", "bites": "", "gama": "gamma", "aleph": "alpha"} {
		if got := Nearest(word, []string{"alpha", "beta", "gamma"}); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := Nearest("abcdef", []string{"abcdxy", "abcdex", "abcdey"}); got != "abcdex" {
		t.Errorf("got %q, want the first of the nearest", got)
	}
}
