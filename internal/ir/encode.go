package ir

import (
	"fmt"
	"math"
)

// Operations that make of a row as it stands in the data what layers compute with. Entry is always that of the raw row.

// Filled is D = X where that is a number, else the fill of the entry, of X and the fills: a fill of NaN leaves it so.
type Filled struct{}

// Code is an entry with the position of a value among so many: Values stands for any other value, Values + 1 for none.
type Code struct {
	Entry, Values int
	// Unknown and Missing are the rows of what is no value: None has no row, so that all is 0; Refused is NaN.
	Unknown, Missing int
}

// Rows of a Code that are none.
const (
	None    = -1
	Refused = -2
)

// Row is the row of a number: a position, Unknown or Missing.
func (c Code) Row(x float64) int {
	switch n := float64(c.Values); {
	case x >= 0 && x < n && x == math.Trunc(x):
		return int(x)
	case x == n:
		return c.Unknown
	case x == n+1:
		return c.Missing
	}
	return Refused
}

// OneHot has an entry for each row of a code, 1 for the one at hand and 0 for the others, of X.
type OneHot struct{ Code }

// Embed is the row of a table that a code names, of the table and X.
type Embed struct{ Code }

// EmbedGrad is the gradient by the table of Embed, of the gradient by its result and X: rows are summed over the examples.
type EmbedGrad struct{ Code }

// Ordinal is row/(Values − 1) of a code, of X.
type Ordinal struct{ Code }

// Cycle is sine and cosine of 2π(x − First)/Period, of an entry of X; where that is NaN they are 0, if Zeros.
type Cycle struct {
	Entry         int
	First, Period float64
	Zeros         bool
}

// IsMissing is 1 where an entry of X is NaN, else 0.
type IsMissing struct{ Entries []int }

// Piecewise is the piecewise linear encoding of entries by Bins bins each (Gorishniy et al. 2022), of X and the edges: how
// much of a bin lies below x. The first and the last bin have no end. Equal edges are a step: 1 from the edge on.
type Piecewise struct {
	Entries []int
	Bins    int
}

// PiecewiseGrad is the gradient by X of Piecewise, of the gradient by its result, X and the edges: that of entries without
// bins is 0, as it is where X is NaN.
type PiecewiseGrad struct {
	Entries []int
	Bins    int
}

// BinSlope is the slope of bin k of an encoding by edges.
func BinSlope(x float64, edges []float64, k int) float64 {
	low, high := edges[k], edges[k+1]
	if low == high || x < low && k > 0 || x >= high && k+2 < len(edges) || math.IsNaN(x) {
		return 0
	}
	return 1 / (high - low)
}

// Bin is the entry of bin k of an encoding by edges.
func Bin(x float64, edges []float64, k int) float64 {
	low, high := edges[k], edges[k+1]
	switch {
	case math.IsNaN(x):
		return x
	case low == high && x >= low:
		return 1
	case low == high || x < low && k > 0:
		return 0
	case x >= high && k+2 < len(edges):
		return 1
	}
	return (x - low) / (high - low)
}

// Name is filled.
func (Filled) Name() string { return "filled" }

// Name is one_hot.
func (*OneHot) Name() string { return "one_hot" }

// Name is embed.
func (*Embed) Name() string { return "embed" }

// Name is embed_grad.
func (*EmbedGrad) Name() string { return "embed_grad" }

// Name is ordinal.
func (*Ordinal) Name() string { return "ordinal" }

// Name is cycle.
func (*Cycle) Name() string { return "cycle" }

// Name is is_missing.
func (*IsMissing) Name() string { return "is_missing" }

// Name is piecewise.
func (*Piecewise) Name() string { return "piecewise" }

// Name is piecewise_grad.
func (*PiecewiseGrad) Name() string { return "piecewise_grad" }

func (c Code) attributes() string {
	return fmt.Sprintf(" [%d: %d values, unknown %d, missing %d]", c.Entry, c.Values, c.Unknown, c.Missing)
}
func (c *Cycle) attributes() string {
	return fmt.Sprintf(" [%d: from %g, %g long, zeros %v]", c.Entry, c.First, c.Period, c.Zeros)
}
func (m *IsMissing) attributes() string { return fmt.Sprintf(" %v", m.Entries) }
func (p *PiecewiseGrad) attributes() string {
	return fmt.Sprintf(" %v by %d", p.Entries, p.Bins)
}
func (p *Piecewise) attributes() string { return fmt.Sprintf(" %v by %d", p.Entries, p.Bins) }

// takes reports whether x is a row with the entry, and d as long as it should be.
func takes(d, x *Buffer, size, entry int) bool {
	return d.Batched && x.Batched && d.Size() == size && entry >= 0 && entry < x.Size()
}

// within reports whether no row of the code is beyond rows.
func (c Code) within(rows int) bool {
	return c.Values > 0 && c.Values <= rows && c.Unknown >= Refused && c.Unknown < rows && c.Missing >= Refused && c.Missing < rows
}

func (Filled) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && a[0].Alike(d) && d.Batched && !a[1].Batched && a[1].Size() == d.Size()
}

func (o *OneHot) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && takes(d, a[0], d.Size(), o.Entry) && o.within(d.Size())
}

func (e *Embed) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && len(a[0].Dims) == 2 && takes(d, a[1], a[0].Dims[1], e.Entry) && e.within(a[0].Dims[0])
}

func (e *EmbedGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && len(d.Dims) == 2 && takes(a[0], a[1], d.Dims[1], e.Entry) && e.within(d.Dims[0])
}

func (o *Ordinal) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && takes(d, a[0], 1, o.Entry) && o.Values > 1
}

func (c *Cycle) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && takes(d, a[0], 2, c.Entry) && c.Period > 0
}

func (m *IsMissing) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && allTaken(d, a[0], m.Entries, 1)
}

func (p *Piecewise) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 2 && allTaken(d, a[0], p.Entries, p.Bins) && is(a[1], len(p.Entries), p.Bins+1)
}

func (p *PiecewiseGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 3 && a[1].Alike(d) && allTaken(a[0], a[1], p.Entries, p.Bins) && is(a[2], len(p.Entries), p.Bins+1)
}

func allTaken(d, x *Buffer, entries []int, each int) bool {
	for _, e := range entries {
		if !takes(d, x, each*len(entries), e) {
			return false
		}
	}
	return len(entries) > 0 && each > 0
}
