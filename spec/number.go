package spec

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"github.com/nngen/nngen/internal/op"
)

// Numbers are read from the text of the node, not by the YAML library: what looks like an octal, a hexadecimal or a
// quoted number is an error and never silently another number.
var (
	integerText = regexp.MustCompile(`^[+-]?(0|[1-9][0-9]*)$`)
	realText    = regexp.MustCompile(`^[+-]?(((0|[1-9][0-9]*)(\.[0-9]*)?)|(\.[0-9]+))([eE][+-]?[0-9]+)?$`)
	infinite    = regexp.MustCompile(`^[+-]?\.?(?i:inf|infinity|nan)$`)
)

// integer reads a whole number between low and high.
func (d *decoder) integer(n *node, what string, low, high int) (int, bool) {
	if n == nil || !d.numeral(n, what, "a whole number", integerText, "write plain decimal digits, without quotes.") {
		return 0, false
	}
	v, err := strconv.ParseInt(n.text, 10, 64)
	switch {
	case err == nil && v >= int64(low) && v <= int64(high):
		return int(v), true
	case high == math.MaxInt:
		d.errorf(n, "out-of-range", "%s is %s, but it must be at least %d", what, n.text, low)
	default:
		d.errorf(n, "out-of-range", "%s is %s, but it must be between %d and %d", what, n.text, low, high)
	}
	return 0, false
}

// unsigned reads a whole number of 64 bits.
func (d *decoder) unsigned(n *node, what string, fallback uint64) uint64 {
	if n == nil || !d.numeral(n, what, "a whole number", integerText, "write plain decimal digits, without quotes.") {
		return fallback
	}
	v, err := strconv.ParseUint(n.text, 10, 64)
	if err != nil {
		d.errorf(n, "out-of-range", "%s is %s, but it must be between 0 and %d", what, n.text, uint64(math.MaxUint64))
	}
	return v
}

// real reads a finite number.
func (d *decoder) real(n *node, what string, r op.Range) (float64, bool) {
	if n == nil {
		return 0, false
	}
	if n.kind == scalarNode && !n.quoted && infinite.MatchString(n.text) {
		d.errorf(n, "out-of-range", "%s is %s, but it must be finite", what, n.text)
		return 0, false
	}
	if !d.numeral(n, what, "a number", realText, "write it like 0.01 or 1e-3, without quotes.") {
		return 0, false
	}
	v, err := strconv.ParseFloat(n.text, 64)
	if err != nil || !r.Contains(v) {
		d.errorf(n, "out-of-range", "%s is %s, but it must be %s", what, n.text, r)
		return 0, false
	}
	return v, true
}

// numeral checks that the node is written as a number of the form wanted.
func (d *decoder) numeral(n *node, what, wanted string, form *regexp.Regexp, hint string) bool {
	switch {
	case n.kind != scalarNode:
		d.errorf(n, "wrong-type", "%s must be %s, not %s", what, wanted, n.kind).Hint = hint
	case n.quoted:
		d.errorf(n, "bad-number", "%s must be %s, but it is quoted", what, wanted).Hint = fmt.Sprintf("write %s without quotes.", n.text)
	case !form.MatchString(n.text):
		d.errorf(n, "bad-number", "%s must be %s, not %q", what, wanted, n.text).Hint = hint
	default:
		return true
	}
	return false
}

// attribute reads the value of an attribute of an entry of the vocabulary.
func (d *decoder) attribute(n *node, what string, a op.Attr) (float64, bool) {
	switch a.Range.Kind {
	case op.Boolean:
		if n.kind != scalarNode || n.quoted || n.text != "true" && n.text != "false" {
			d.errorf(n, "wrong-type", "%s must be true or false", what)
			return 0, false
		}
		return map[string]float64{"true": 1}[n.text], true
	case op.Integer:
		v, ok := d.integer(n, what, int(a.Range.Min), math.MaxInt)
		return float64(v), ok
	}
	return d.real(n, what, a.Range)
}
