package profile

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	plainText   = regexp.MustCompile(`^[\pL_][\pL\pN_.-]*( [\pL_][\pL\pN_.-]*)*$`)
	plainNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]*|-?[0-9]+\.[0-9]+)$`)
)

// yamlText writes a text as YAML: in quotes unless it is plain.
func yamlText(text string) string {
	switch strings.ToLower(text) {
	case "true", "false", "null", "error", "own", "mean", "median", "most_frequent", "zeros":
	default:
		if plainText.MatchString(text) || plainNumber.MatchString(text) {
			return text
		}
	}
	var s strings.Builder
	s.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			s.WriteByte('\\')
			s.WriteRune(r)
		case r > 0xffff && !unicode.IsPrint(r):
			fmt.Fprintf(&s, `\U%08x`, r)
		case !unicode.IsPrint(r) || r == utf8.RuneError:
			fmt.Fprintf(&s, `\u%04x`, r)
		default:
			s.WriteRune(r)
		}
	}
	return s.String() + `"`
}

// named writes a text by its name: alone where that is the text.
func named(name, key, text string) string {
	if name == text {
		return yamlText(text)
	}
	return fmt.Sprintf("{name: %s, %s: %s}", yamlText(name), key, yamlText(text))
}

// lines writes lines with comments, those of neighbours one below the other.
type lines struct{ strings.Builder }

// commented writes a line with a comment, if there is one.
func (l *lines) commented(text, comment string) {
	l.WriteString(text)
	if comment != "" {
		l.WriteString(" # " + comment)
	}
	l.WriteByte('\n')
}

func (l *lines) printf(format string, args ...any) { fmt.Fprintf(l, format, args...) }
