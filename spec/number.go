package spec

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/nngen/nngen/internal/op"
)

// Numbers are read from the text of the node, not by the YAML library: what looks like an octal, a hexadecimal or a
// quoted number is an error and never silently another number.
var (
	integerText = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)
	realText    = regexp.MustCompile(`^[+-]?(((0|[1-9][0-9]*)(\.[0-9]*)?)|(\.[0-9]+))([eE][+-]?[0-9]+)?$`)
	grouped     = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2},[0-9]{3}$`)
	infinite    = regexp.MustCompile(`^[+-]?\.?(?i:inf|infinity|nan)$`)
)

const digits = "write plain decimal digits, such as 8."

// integer reads a whole number between low and high.
func (d *decoder) integer(n *node, what string, low, high int) (int, bool) {
	if n == nil || !d.numeral(n, what, "a whole number", integerText, digits) {
		return 0, false
	}
	v, err := strconv.ParseInt(n.text, 10, 64)
	switch {
	case err == nil && v >= int64(low) && v <= int64(high):
		return int(v), true
	case err == nil && high == math.MaxInt:
		d.errorf(n, "out-of-range", "%s is %s, but it must be at least %d", what, n.shown(), low)
	default:
		d.errorf(n, "out-of-range", "%s is %s, but it must be between %d and %d", what, n.shown(), low, high)
	}
	return 0, false
}

// unsigned reads a whole number of 64 bits.
func (d *decoder) unsigned(n *node, what string, fallback uint64) uint64 {
	if n == nil || !d.numeral(n, what, "a whole number", integerText, digits) {
		return fallback
	}
	v, err := strconv.ParseUint(n.text, 10, 64)
	if err != nil {
		d.errorf(n, "out-of-range", "%s is %s, but it must be between 0 and %d", what, n.shown(), uint64(math.MaxUint64))
	}
	return v
}

// real reads a finite number.
func (d *decoder) real(n *node, what string, r op.Range) (float64, bool) {
	if n == nil {
		return 0, false
	}
	finite := n.kind != scalarNode || n.quoted || !infinite.MatchString(n.text)
	if finite && !d.numeral(n, what, "a number", realText, realHint(n.text, r)) {
		return 0, false
	}
	v, err := strconv.ParseFloat(n.text, 64)
	switch {
	case err != nil || !finite:
		d.errorf(n, "out-of-range", "%s is %s, but it must be finite", what, n.shown())
	case !r.Contains(v):
		p := d.errorf(n, "out-of-range", "%s is %s, but it must be %s", what, n.shown(), r)
		if r.Max == 1 && v >= 2 && r.Contains(v/100) {
			p.Hint = fmt.Sprintf("%s percent are %s.", n.shown(), strconv.FormatFloat(v/100, 'g', -1, 64))
		}
	default:
		return v, true
	}
	return 0, false
}

// realHint says how a number is written that is none in this text: percent, and decimals behind a comma, as numbers.
func realHint(text string, r op.Range) string {
	number, percent := strings.CutSuffix(strings.Replace(text, ",", ".", 1), "%")
	number = strings.TrimSpace(number)
	v, err := strconv.ParseFloat(number, 64)
	if percent {
		v /= 100
		number = strconv.FormatFloat(v, 'g', -1, 64)
	}
	if err != nil || grouped.MatchString(text) || !r.Contains(v) || !realText.MatchString(number) {
		return "write it like 0.01 or 1e-3."
	}
	return "write " + number + "."
}

// numeral checks that the node is written as a number of the form wanted.
func (d *decoder) numeral(n *node, what, wanted string, form *regexp.Regexp, hint string) bool {
	switch {
	case n.kind != scalarNode:
		d.errorf(n, "wrong-type", "%s must be %s, not %s", what, wanted, n.kind).Hint = hint
	case n.quoted && form.MatchString(n.text):
		d.errorf(n, "bad-number", "%s must be %s, but it is quoted", what, wanted).Hint = fmt.Sprintf("write %s without quotes.", n.shown())
	case n.quoted || !form.MatchString(n.text):
		d.errorf(n, "bad-number", "%s must be %s, not %s", what, wanted, n.quotedText()).Hint = hint
	default:
		return true
	}
	return false
}

// truth reads true or false.
func (d *decoder) truth(n *node, what string) (value, ok bool) {
	if n.kind != scalarNode || n.quoted || n.text != "true" && n.text != "false" {
		d.errorf(n, "wrong-type", "%s must be true or false, not %s", what, n.quotedText()).Hint = "write it without quotes."
		return false, false
	}
	return n.text == "true", true
}

// attribute reads the value of an attribute of an entry of the vocabulary.
func (d *decoder) attribute(n *node, a op.Attr) (float64, bool) {
	switch a.Range.Kind {
	case op.Boolean:
		v, ok := d.truth(n, a.Name)
		return map[bool]float64{true: 1}[v], ok
	case op.Integer:
		v, ok := d.integer(n, a.Name, int(a.Range.Min), math.MaxInt)
		return float64(v), ok
	}
	v, ok := d.real(n, a.Name, a.Range)
	if single := float64(float32(v)); ok && d.spec.Precision == Float32 && !a.Range.Contains(single) {
		d.errorf(n, "out-of-range", "%s is %s, which is %g in float32, but it must be %s", a.Name, n.shown(), single, a.Range).Hint =
			"write precision: float64, or another number."
		return 0, false
	}
	return v, ok
}
