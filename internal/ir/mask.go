package ir

// Mask says which units a dropout silences. It is a function of its fields, the number of updates so far, the row of the
// batch and the unit, and of nothing else: the same step masks the same units, however often it is computed.
type Mask struct {
	Rate   float64 // the share of the units that is silenced
	Seed   uint64
	Stream uint64 // tells the dropouts of one network apart, from 1
}

// Keep reports whether the unit of the row is kept: a hash of everything, as a number in [0, 1), is at least the rate.
func (m Mask) Keep(updates uint64, row, unit int) bool {
	h := mix(m.Seed + golden*m.Stream)
	h = mix(h ^ updates)
	h = mix(h + golden*uint64(row))
	h = mix(h + golden*uint64(unit))
	return float64(h>>40) >= m.Rate*(1<<24)
}

// golden is 2⁶⁴ divided by the golden ratio.
const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of SplitMix64 (Steele, Lea & Flood 2014).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
