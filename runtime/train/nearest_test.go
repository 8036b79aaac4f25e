package train

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"sepal_length", "petal_length", "species", "x"}
	for word, want := range map[string]string{
		"petal_lenght": "petal_length",
		"SPECIES":      "species",
		"pecies":       "species",
		"y":            "",
		"color":        "",
		"":             "",
	} {
		if got := nearest(word, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
