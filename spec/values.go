package spec

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxValues is the size of a file of values in bytes.
const maxValues = 16 << 20

// values reads the values of a category, an ordinal or a bool.
func (d *decoder) values(in *Input, f fields) {
	e, n := &in.Encoding, f["values"]
	least, most := 1, MaxUnits
	switch {
	case n == nil && e.Type.Name == "bool":
		e.Values = []string{"false", "true"}
		return
	case n == nil:
		if at := in.at; at != nil {
			d.errorf(at, "missing-key", "the %s %s needs the key values", e.Type.Name, quote(in.Text)).Hint = "write values: [first, second], the texts that the column can hold, or values: {file: values.txt}."
		}
		e.Values = []string{"", ""}
		return
	case e.Type.Name == "bool":
		e.Words, least, most = true, 2, 2
	case e.Type.Name == "ordinal":
		least = 2
	}
	if n.kind == mappingNode {
		d.valuesFile(in, n)
	} else {
		for _, item := range d.sequence(n, "values") {
			in.Values = append(in.Values, d.value(in, item))
		}
		in.Values = d.distinct(in.Values)
		d.sameNumbers(in.Values)
	}
	for _, v := range in.Values {
		e.Values = append(e.Values, v.Text)
	}
	if len(e.Values) < least || len(e.Values) > most {
		if len(n.items) > 0 && len(e.Values) > 0 || n.kind == mappingNode && len(e.Values) > 0 {
			d.errorf(n, "label-count", "the type %s has %s, not %d", e.Type.Name, bounds(least, most), len(e.Values)).Hint = "list all texts that the column can hold."
		}
		e.Values = append(e.Values, "", "")[:2]
	}
}

func bounds(least, most int) string {
	if least == most {
		return fmt.Sprintf("%d values", least)
	}
	return fmt.Sprintf("%d to %d values", least, most)
}

// value reads one value of the list: its text, or {name:, value:}.
func (d *decoder) value(in *Input, n *node) Name {
	if n.kind == mappingNode {
		name, _ := d.name(n, "a value", "", labelKeys)
		name.Go = in.Go + goName(name.Called, "")
		name.Text = strings.TrimSpace(name.Text)
		return name
	}
	text, ok := d.text(n, "a value")
	if !ok {
		return Name{}
	}
	text = strings.TrimSpace(text)
	g := goName(text, "")
	if g == "" {
		d.errorf(n, "bad-name", "no Go name can be made from %s: it has neither a letter nor a digit", quote(text)).Hint =
			fmt.Sprintf("write {name: a_name, value: %s}.", quote(text))
	}
	return Name{Go: in.Go + g, Text: text, Called: text, at: n}
}

// valuesFile reads the values from a file, one a line. Names that cannot be made, or are taken, are numbered.
func (d *decoder) valuesFile(in *Input, n *node) {
	f := d.mapping(n, "values", valuesForm[1].(Keys))
	path := d.path(f["file"], "file")
	if path == "" {
		return
	}
	in.ValuesFile, in.valuesAt = path, f["file"]
	lines, err := readValues(d.spec.Path(path))
	if err != nil {
		d.errorf(f["file"], "values", "the values of %s cannot be read from %s: %s", quote(in.Text), path, err).Hint = "the path is relative to the spec; the file has one value on each line, each once."
		return
	}
	taken := map[string]bool{in.Go + "Missing": true, in.Go + "Unknown": true, in.Go + "Value": true}
	for i, text := range lines {
		g := in.Go + goName(text, "")
		if g == in.Go || taken[g] {
			g = in.Go + "Value" + strconv.Itoa(i+1)
		}
		taken[g] = true
		in.Values = append(in.Values, Name{Go: g, Text: text, Called: text, at: f["file"]})
	}
}

// readValues reads the lines of a file.
func readValues(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	if err != nil {
		return nil, withoutPath(err)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxValues+1))
	switch {
	case err != nil:
		return nil, withoutPath(err)
	case len(content) > maxValues:
		return nil, fmt.Errorf("it has more than %d bytes", maxValues)
	}
	lines := strings.Split(strings.TrimPrefix(string(content), "\ufeff"), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	seen := map[string]int{}
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
		switch first := seen[lines[i]]; {
		case !utf8.ValidString(lines[i]):
			return nil, fmt.Errorf("line %d is not UTF-8 text; save the file in the encoding UTF-8", i+1)
		case lines[i] == "":
			return nil, fmt.Errorf("line %d is empty", i+1)
		case first > 0:
			return nil, fmt.Errorf("line %d is the same as line %d", i+1, first)
		}
		seen[lines[i]] = i + 1
	}
	if first, second := SameNumber(lines); second > 0 {
		return nil, fmt.Errorf("line %d is the same number as line %d, and where all values are numbers they are told apart by number", second+1, first+1)
	}
	switch {
	case len(lines) == 0:
		return nil, errors.New("it is empty")
	case len(lines) > MaxUnits:
		return nil, fmt.Errorf("it has %d values; %d is the most", len(lines), MaxUnits)
	}
	return lines, nil
}

// sameNumbers reports values or labels that are equal as numbers: where all are numbers, what is read is told apart by number.
func (d *decoder) sameNumbers(list []Name) {
	var texts []string
	for _, n := range list {
		texts = append(texts, strings.TrimSpace(n.Text))
	}
	if first, second := SameNumber(texts); second > 0 {
		p := d.errorf(list[second].at, "duplicate-name", "%s is the same number as %s, and where all are numbers they are told apart by number", quote(texts[second]), quote(texts[first]))
		p.Notes, p.Hint = note(list[first].at, "first here"), "keep one of them."
	}
}

// SameNumber finds two texts that are equal as numbers, where all texts are numbers; second is 0 where there are none.
func SameNumber(texts []string) (first, second int) {
	seen := map[float64]int{}
	for i, text := range texts {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !plainNumber.MatchString(text) {
			return 0, 0
		}
		if at, there := seen[v]; there && second == 0 && texts[at] != text {
			first, second = at, i
		}
		seen[v] = i
	}
	return first, second
}

// plainNumber is a number as it stands in a CSV.
var plainNumber = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// withoutPath drops the path from an error: the message has it as the user wrote it.
func withoutPath(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	return err
}

// dateFormat reports whether a layout tells dates apart: two of them come back as they were written.
func dateFormat(layout string) bool {
	for _, want := range []time.Time{time.Date(2006, 11, 25, 0, 0, 0, 0, time.UTC), time.Date(1987, 3, 4, 0, 0, 0, 0, time.UTC)} {
		got, err := time.ParseInLocation(layout, want.Format(layout), time.UTC)
		if err != nil || got.Year() != want.Year() || got.YearDay() != want.YearDay() {
			return false
		}
	}
	return true
}

func parseFloat(text string) (float64, error) { return strconv.ParseFloat(text, 64) }

// valueNames are the names of the values of all inputs, and of what is declared besides them.
func (d *decoder) valueNames() (list []Name) {
	for i := range d.spec.Inputs {
		in := &d.spec.Inputs[i]
		if in.at == nil || in.Encoding.Type == nil || len(in.Values) == 0 || in.Encoding.Type.Name == "bool" {
			continue
		}
		for _, suffix := range []string{"Value", "Missing", "Unknown"} {
			list = append(list, Name{Go: in.Go + suffix, Text: in.Text, at: in.at})
		}
		list = append(list, Name{Go: "Parse" + in.Go, Text: in.Text, at: in.at})
		list = append(list, slices.DeleteFunc(slices.Clone(in.Values), func(n Name) bool { return n.Go == in.Go })...)
	}
	return list
}
