package ir

// Largest is the largest of the entries that a block would add to one entry: D[to] = max A[from].
type Largest struct{ Block Block }

// LargestGrad is dA of Largest, of dD, D and A: the entries that are the largest share the gradient evenly, as in PyTorch's
// amax.
type LargestGrad struct{ Block Block }

// Name is largest.
func (*Largest) Name() string { return "largest" }

// Name is largest_grad.
func (*LargestGrad) Name() string { return "largest_grad" }

func (l *Largest) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && (&Place{Blocks: []Block{l.Block}}).fits(d, a)
}

func (l *LargestGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 3 && d.Alike(a[2]) && a[0].Alike(a[1]) && (&Place{Blocks: []Block{l.Block}}).fits(a[0], []*Buffer{d})
}
