package ir

// Resample is linear interpolation along one axis: D of Out entries from A of In entries, Inner apart. Entry o lies at
// (o + ½)·In/Out − ½, not before the first, or, with Corners, at o·(In − 1)/(Out − 1), between the entries beside it.
type Resample struct {
	In, Out, Inner int
	Corners        bool
}

// ResampleGrad is dA of Resample, of dD.
type ResampleGrad struct{ Resample }

// Name is resample.
func (*Resample) Name() string { return "resample" }

// Name is resample_grad.
func (*ResampleGrad) Name() string { return "resample_grad" }

// resampled reports whether d is a with the axis resampled.
func (r *Resample) resampled(d, a *Buffer) bool {
	return d.Batched && a.Batched && r.In > 0 && r.Out > 0 && r.Inner > 0 && a.Size()%(r.In*r.Inner) == 0 && d.Size() == a.Size()/r.In*r.Out
}

func (r *Resample) fits(d *Buffer, a []*Buffer) bool { return len(a) == 1 && r.resampled(d, a[0]) }

func (r *ResampleGrad) fits(d *Buffer, a []*Buffer) bool { return len(a) == 1 && r.resampled(a[0], d) }
