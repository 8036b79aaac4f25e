package op

import "github.com/nngen/nngen/internal/expr"

// Schedule gives the learning rate of an epoch.
type Schedule struct {
	Name, Doc string
	Attrs     []Attr
	F         string // in lr, the 0-based epoch e, the number of epochs E and the attributes
}

// Schedules is the table of schedules.
var Schedules = []*Schedule{
	{Name: "constant", Doc: "the same rate in every epoch", F: "lr"},
}

// Info describes the entry.
func (s *Schedule) Info() Info { return Info{s.Name, s.Doc, s.Attrs} }

// Rate is F with everything bound but the epoch e.
func (s *Schedule) Rate(args Args, lr float64, epochs int) expr.Expr {
	f := expr.Bind(parse(s.F, s.Attrs, "lr", "e", "E"), args)
	return expr.Bind(f, map[string]float64{"lr": lr, "E": float64(epochs)})
}
