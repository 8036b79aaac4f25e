package codegen

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"strconv"
	"strings"
	"text/template"
)

//go:embed example.tmpl
var exampleText string

var exampleTemplate = template.Must(template.New("example").Parse(exampleText))

// example prints how the package is used. Of embedded weights it states an answer, which go test holds. It is part of the
// package itself, since how others import it depends on the module around it, and has a name that no spec can make.
func (g *generator) example() ([]byte, error) {
	values := map[string]any{"Header": g.header(), "Package": g.face.Package, "Elem": g.types.elem, "Embedded": g.face.Weights != nil,
		"Shown": []string{"fmt.Println(y)"}}
	if s := g.face.Sample; s != nil {
		values["Columns"], values["JSON"], values["Fills"] = len(s.Members) > 0, object(s.Members), g.fills(s.Cycles)
		var shown, output []string
		for i, h := range g.heads() {
			code, line := h.show(s.Answers[i])
			shown, output = append(shown, code...), append(output, line)
		}
		values["Shown"], values["Output"] = shown, output
	}
	var buf bytes.Buffer
	if err := exampleTemplate.Execute(&buf, values); err != nil {
		return nil, err
	}
	return format.Source(buf.Bytes())
}

// object is a Go literal of a JSON object with the members, in lines of bearable length.
func object(members []string) string {
	text, width := "{", 0
	for i, m := range members {
		if i > 0 {
			text += ","
			if width+len(m) > 88 {
				text, width = text+"\n", 0
			}
			text += " "
		}
		text, width = text+m, width+len(m)
	}
	text += "}"
	if strconv.CanBackquote(strings.ReplaceAll(text, "\n", "")) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

// fill is a loop over the entries of an input.
type fill struct {
	Field string
	Cycle int
}

func (g *generator) fills(cycles []int) (list []fill) {
	for i, cycle := range cycles {
		f := fill{"x", cycle}
		if len(g.face.Ports) > 0 {
			f.Field += "." + g.face.Ports[i].Go
		}
		list = append(list, f)
	}
	return list
}

// show is the code that prints the answer of a head, and the line that it prints.
func (h head) show(a Answer) (code []string, line string) {
	y, of := "y"+h.field(), ""
	if h.face.Go != "" {
		of = comment(h.face.Text) + ": "
	}
	if h.face.Task == Classes {
		class, verb := strconv.Itoa(a.Class), "%v"
		if len(h.face.Labels) > 0 {
			class = h.face.Labels[a.Class].Text
		}
		if comment(class) != class {
			class, verb = strconv.Quote(class), "%q"
		}
		class, format := of+class, verbatim(of)+verb+" "+a.Verb
		c := h.local("c")
		return []string{fmt.Sprintf("%s := model.ClassOf(&y)%s", c, h.field()), printf(format, c, y+"["+c+"]")}, class + " " + fmt.Sprintf(a.Verb, a.Values[0])
	}
	var shown any = a.Values
	switch {
	case h.Units > len(a.Values):
		y += fmt.Sprintf("[:%d]", len(a.Values))
	case h.Units == 1:
		shown, y = a.Values[0], y+"[0]"
		if h.face.Task == Binary && len(h.face.Labels) == 2 {
			of += comment(h.face.Labels[1].Text) + ": "
		}
		if len(h.face.Names) == 1 {
			of += comment(h.face.Names[0].Text) + ": "
		}
	}
	return []string{printf(verbatim(of)+a.Verb, y)}, of + fmt.Sprintf(a.Verb, shown)
}

// printf is a call that prints a line.
func printf(format string, args ...string) string {
	return "fmt.Printf(" + strconv.Quote(format+"\n") + ", " + strings.Join(args, ", ") + ")"
}

// verbatim is a text as it stands in a format.
func verbatim(text string) string { return strings.ReplaceAll(text, "%", "%%") }
