package randspec

import (
	"fmt"
	"strings"
)

// Free text that must not get out of comments and string literals.
var texts = []string{
	"Tells three kinds of iris apart by four measurements.",
	"*/ package evil /* and // on",
	"//go:build never\n//go:embed secrets\n\nfunc init() { panic(1) }",
	"`raw` \"quoted\" \\n %d %s {{.Name}}",
	"Größe über 猫: W1·x + b1 ≤ ½, 𝒜 🐈",
	strings.Repeat("a long description that has to be wrapped ", 12),
}

var nameWords = []string{"length", "petal width", "PIXEL", "x", "größe", "猫", "_private", "1st", "a-b.c", "km/h", "type", "range", "nn", "W1", "String", "say \"hi\"", "a\\b"}

// name draws a name, or a mapping of it with some of the keys given, that no other name of the spec equals in Go.
func (d *draw) name(keys ...string) string {
	d.names++
	name := fmt.Sprintf("%s%s%d", pick(d, nameWords), pick(d, []string{"", " ", "_", "-"}), d.names)
	if d.chance(0.6) {
		return fmt.Sprintf("%q", name)
	}
	more := ""
	for i, key := range keys {
		text := pick(d, texts)
		if i == 0 { // what stands in the data, each once
			text = fmt.Sprintf("%s %d", pick(d, nameWords), d.names)
		}
		if d.chance(0.5) {
			more += fmt.Sprintf(", %s: %q", key, text)
		}
	}
	return fmt.Sprintf("{name: %q%s}", name, more)
}
