package op

import (
	"math"

	"github.com/nngen/nngen/internal/expr"
)

// Schedule gives the learning rate of an epoch.
type Schedule struct {
	Name, Doc string
	Attrs     []Attr // without warmup, which all have
	F         string // in lr, the 0-based epoch e, the number of epochs E and the attributes
}

var factor = Attr{Name: "factor", Doc: "what the rate is multiplied by", Required: true, Range: Positive}

// Schedules is the table of schedules.
var Schedules = []*Schedule{
	{Name: "constant", Doc: "the same rate in every epoch", F: "lr"},
	{Name: "step", Doc: "multiplied by factor after so many epochs", F: "lr*pow(factor, floor(e/every))",
		Attrs: []Attr{{Name: "every", Doc: "epochs from one step to the next", Required: true, Range: Count}, factor}},
	{Name: "exponential", Doc: "multiplied by factor after each epoch", F: "lr*pow(factor, e)", Attrs: []Attr{factor}},
	{Name: "cosine", Doc: "half a wave from the rate down to minimum (Loshchilov & Hutter 2016)",
		F:     "minimum + (lr - minimum)*(1 + cos(pi*e/E))/2",
		Attrs: []Attr{{Name: "minimum", Doc: "rate after the last epoch", Range: NonNegative}}},
	{Name: "coslog4", Doc: "four waves, each twice as long as the one before, from 0 to the rate and back (Holzmüller et al. 2024)",
		F: "lr*(1 - cos(2*pi*log(1 + 15*(e + 0.5)/E)/log(2)))/2"},
}

// warmup is an attribute of every schedule: the first so many epochs raise the rate in a line, and F begins after them.
var warmup = Attr{Name: "warmup", Doc: "epochs in which the rate rises from 0", Range: Range{Min: 0, Max: math.Inf(1), Kind: Integer}}

// Info describes the entry.
func (s *Schedule) Info() Info {
	return Info{s.Name, s.Doc, append(append([]Attr{}, s.Attrs...), warmup)}
}

// Rate is the learning rate with everything bound but the epoch e.
func (s *Schedule) Rate(args Args, lr float64, epochs int) expr.Expr {
	w := args[warmup.Name]
	bound := map[string]float64{"lr": lr, "w": w, "E": float64(epochs) - w, "pi": math.Pi}
	f := expr.Bind(parse(s.F, s.Attrs, "lr", "e", "E", "pi"), args)
	if w > 0 {
		after := expr.Subst(f, map[string]expr.Expr{"e": expr.MustParse("e - w", "e", "w")})
		f = expr.Subst(expr.MustParse("where(e < w, lr*(e + 1)/w, after)", "e", "w", "lr", "after"), map[string]expr.Expr{"after": after})
	}
	return expr.Bind(f, bound)
}
