package ir

// Standardize is N = (X − mean)/√(variance + Epsilon) of each Size entries next to each other: layer_norm's.
type Standardize struct {
	Size    int
	Epsilon float64
}

// StandardizeGrad is dX of Standardize, of dN, N and X: (dN − mean(dN) − N·mean(dN∘N))/√(variance + Epsilon).
type StandardizeGrad struct {
	Size    int
	Epsilon float64
}

// BatchMoments has in its first row the mean and in its second the biased variance of every channel over a batch, of X.
// Inner entries next to each other are one channel's. Only training computes them.
type BatchMoments struct{ Inner int }

// BatchStandardize is N = (X − mean)/√(variance + Epsilon), channel by channel, of X, the moments, and the running mean and
// variance: in training it takes the moments, elsewhere what runs.
type BatchStandardize struct {
	Inner   int
	Epsilon float64
}

// BatchStandardizeGrad is dX of BatchStandardize, of dN, N and the moments.
type BatchStandardizeGrad struct {
	Inner   int
	Epsilon float64
}

// ChannelStandardize is Y = (X − mean)/√(variance + Epsilon), channel by channel, of X, mean and variance.
type ChannelStandardize struct {
	Inner   int
	Epsilon float64
}

// Moving moves a running statistic r to (1 − Momentum)·r + Momentum·moment, of the moments of the last batch. The variance
// is the unbiased one then; of a single value per channel there is none, and it stays.
type Moving struct {
	Momentum float64
	Variance bool // the second row of the moments instead of the first
	Inner    int
}

// Name is standardize.
func (*Standardize) Name() string { return "standardize" }

// Name is standardize_grad.
func (*StandardizeGrad) Name() string { return "standardize_grad" }

// Name is batch_moments.
func (*BatchMoments) Name() string { return "batch_moments" }

// Name is batch_standardize.
func (*BatchStandardize) Name() string { return "batch_standardize" }

// Name is batch_standardize_grad.
func (*BatchStandardizeGrad) Name() string { return "batch_standardize_grad" }

// Name is channel_standardize.
func (*ChannelStandardize) Name() string { return "channel_standardize" }

// Name is moving.
func (*Moving) Name() string { return "moving" }

// alike reports whether all operands have the shape of the result.
func alike(d *Buffer, a []*Buffer, n int) bool {
	for _, b := range a {
		if !b.Alike(d) {
			return false
		}
	}
	return len(a) == n && d.Batched
}

func (s *Standardize) fits(d *Buffer, a []*Buffer) bool {
	return alike(d, a, 1) && s.Size > 0 && d.Size()%s.Size == 0
}

func (s *StandardizeGrad) fits(d *Buffer, a []*Buffer) bool {
	return alike(d, a, 3) && s.Size > 0 && d.Size()%s.Size == 0
}

// channels is the number of channels of x where inner entries next to each other are one channel's.
func channels(x *Buffer, inner int) int { return x.Size() / inner }

func (m *BatchMoments) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && a[0].Batched && is(d, 2, channels(a[0], m.Inner))
}

func (s *BatchStandardize) fits(d *Buffer, a []*Buffer) bool {
	c := channels(d, s.Inner)
	return len(a) == 4 && a[0].Alike(d) && is(a[1], 2, c) && is(a[2], c) && is(a[3], c)
}

func (s *BatchStandardizeGrad) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 3 && alike(d, a[:2], 2) && is(a[2], 2, channels(d, s.Inner))
}

func (s *ChannelStandardize) fits(d *Buffer, a []*Buffer) bool {
	c := channels(d, s.Inner)
	return len(a) == 3 && a[0].Alike(d) && is(a[1], c) && is(a[2], c)
}

func (*Moving) fits(d *Buffer, a []*Buffer) bool {
	return len(a) == 1 && d.Role == Running && a[0].Role == Kept && is(a[0], 2, d.Size())
}
