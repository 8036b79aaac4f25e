package inspect

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// element is an element of a parsed SVG.
type element struct {
	name, text string
	attrs      map[string]string
}

func (e *element) number(t *testing.T, attr string) int {
	t.Helper()
	n, err := strconv.Atoi(e.attrs[attr])
	if err != nil {
		t.Fatalf("%s of %s: %v", attr, e.name, err)
	}
	return n
}

// elements parses a whole XML document.
func elements(t *testing.T, text string) (list []*element) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch x := token.(type) {
		case xml.StartElement:
			e := &element{name: x.Name.Local, attrs: map[string]string{}}
			for _, a := range x.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			list = append(list, e)
		case xml.CharData:
			if s := strings.TrimSpace(string(x)); s != "" {
				list[len(list)-1].text += s
			}
		}
	}
}

func named(list []*element, name string) (found []*element) {
	for _, e := range list {
		if e.name == name {
			found = append(found, e)
		}
	}
	return found
}

func TestSVGCounts(t *testing.T) {
	tests := []struct {
		name           string
		circles, edges int
	}{
		{"neuron", 2, 1},
		{"iris", 4 + 8 + 3, 4*8 + 8*3},
		{"digits", 9 + 9 + 9 + 10, 9*9 + 9*9 + 9*10},
		{"tumours", 9 + 9 + 1, 9*9 + 9},
		{"typed", 3 + 4 + 1, 3*4 + 4},
		{"8 layers", 5 + 8*4, 5*4 + 7*4*4},
		{"9 layers", 5 + 7*4, 5*4 + 3*4*4 + 4 + 4 + 2*4*4},
		{"1000 layers", 5 + 7*4, 5*4 + 3*4*4 + 4 + 4 + 2*4*4},
	}
	for _, test := range tests {
		list := elements(t, printed(t, report(t, specs[test.name]), "svg"))
		if got := len(named(list, "circle")); got != test.circles {
			t.Errorf("%s: %d circles, want %d", test.name, got, test.circles)
		}
		edges := 0
		for _, path := range named(list, "path") {
			edges += strings.Count(path.attrs["d"], "L")
		}
		if edges != test.edges {
			t.Errorf("%s: %d edges, want %d", test.name, edges, test.edges)
		}
	}
}

func TestSVGFits(t *testing.T) {
	for name, src := range specs {
		text := printed(t, report(t, src), "svg")
		if len(text) > 32<<10 {
			t.Errorf("%s: %d bytes", name, len(text))
		}
		list := elements(t, text)
		width, height := list[0].number(t, "width"), list[0].number(t, "height")
		taken := map[[2]int]bool{}
		for _, c := range named(list, "circle") {
			x, y, r := c.number(t, "cx"), c.number(t, "cy"), c.number(t, "r")
			if x < r || x > width-r || y < r || y > height-r || taken[[2]int{x, y}] {
				t.Errorf("%s: a circle at (%d, %d) leaves the picture or hides another", name, x, y)
			}
			taken[[2]int{x, y}] = true
		}
		for _, s := range named(list, "text") {
			if x, y := s.number(t, "x"), s.number(t, "y"); x < 0 || x > width || y < 0 || y > height {
				t.Errorf("%s: the text %q stands at (%d, %d)", name, s.text, x, y)
			}
		}
	}
}

func TestSVGTexts(t *testing.T) {
	tests := []struct{ name, want string }{
		{"iris", "iris|Tells three kinds of iris apart by four measurements of a flower.|" +
			"multiclass · float32 · 2 layers · 67 parameters · 56 multiply-adds · 268 bytes|" +
			"input|4 values|normalized: standard|layer 1|dense 8|relu|W (8, 4)|40 parameters|layer 2|dense 3|softmax|W (3, 8)|27 parameters|" +
			"sepal_length (cm)|sepal_width (cm)|petal_length (cm)|petal_width (cm)|setosa|versicolor|virginica"},
		{"tumours", "tumours|binary · float64 · 2 layers · 513 parameters · 496 multiply-adds · 4104 bytes|" +
			"30 inputs|input|30 values|16 units|layer 1|dense 16|leaky_relu(alpha=0.2)|W (16, 30)|496 parameters|" +
			"layer 2|dense 1|sigmoid|W (1, 16)|17 parameters|x1|x2|x3|x4|x5|x6|x7|x8|x30|p(malignant)"},
		{"typed", "typed|regression · float32 · 2 layers · 29 parameters · 24 multiply-adds · 116 bytes|" +
			"input|3 values|encoded: 5 numbers|normalized: standard|layer 1|dense 4|relu|W (4, 5)|24 parameters|layer 2|dense 1|linear|W (1, 4)|5 parameters|" +
			"island|size (mm)|sex|mass"},
	}
	for _, test := range tests {
		var got []string
		for _, e := range named(elements(t, printed(t, report(t, specs[test.name]), "svg")), "text") {
			got = append(got, e.text)
		}
		if s := strings.Join(got, "|"); s != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, s, test.want)
		}
	}
}

// hostile is free text that is markup, or longer than any picture.
const hostile = `{version: 1, model: hostile, description: "</text><script>\"&'\n]]> end", normalize: minmax,
  inputs: ["<a & \"b\">", "LONG"], layers: [{units: 2}], output: {task: regression, names: ["</svg>", "花花花"], normalize: standard}}`

func TestSVGHostileTexts(t *testing.T) {
	long := strings.Repeat("W", 300_000)
	text := printed(t, report(t, strings.ReplaceAll(hostile, "LONG", long)), "svg")
	if !utf8.ValidString(text) || len(text) > 4<<10 {
		t.Errorf("%d bytes", len(text))
	}
	list := elements(t, text)
	got := map[string]bool{}
	for _, e := range named(list, "text") {
		got[e.text] = true
	}
	for _, want := range []string{`</text><script>"&' ]]> end`, `<a & "b">`, "</svg>", "花花花"} {
		if !got[want] {
			t.Errorf("the text %q is missing", want)
		}
	}
	if len(named(list, "script")) > 0 || len(named(list, "svg")) != 1 {
		t.Error("text became markup")
	}
}
