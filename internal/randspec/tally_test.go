package randspec

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/nngen/nngen/internal/verify"
)

// tally sums up reports.
type tally struct {
	worst   map[string]verify.Check // the largest error, by precision and quantity
	entries int                     // of parameters
	excused int                     // of entries, in all steps
}

func (a *tally) add(r *verify.Report) {
	a.entries += r.Params
	for _, c := range r.Checks {
		key := fmt.Sprintf("%s\t%s", r.Precision, c.What)
		if old, ok := a.worst[key]; !ok || c.Error > old.Error || c.Error != c.Error {
			a.worst[key] = c
		}
		a.excused += c.Excused
	}
}

func (a *tally) String() string {
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for _, key := range slices.Sorted(maps.Keys(a.worst)) {
		c := a.worst[key]
		fmt.Fprintf(w, "%s\t%.1e\tbound %.0e\n", key, float64(c.Error), float64(c.Bound))
	}
	w.Flush()
	fmt.Fprintf(&text, "left out of updates for their rounding: %d times one of %d parameters", a.excused, a.entries)
	return text.String()
}
