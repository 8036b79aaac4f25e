package mat

// The tail of weights is described in the package's documentation. Kernels see it by an ld less than the number of units.

// TailUnits is how many units a tail has at most: as many as the kernels for products of few columns take at a time.
const TailUnits = 4

// DotUnits is up to how many columns a product is computed as sums over the lanes of vectors, where these sums have more than DotInputs
// times as many summands: adding up the lanes in the end then does not count.
const DotUnits, DotInputs = 12, 10

// LeastAside is from how many units on those of an input lie side by side, where it has more than ShortRow inputs. The rows of fewer are multiplied
// as they lie: turning them round for each product takes several times as long.
const LeastAside, ShortRow = 8, 32

// HasTail reports whether weights of that length are those of k inputs and n units with a tail. What stands before it is
// whole vectors of AVX2, and more than the kernels for narrow layers take.
func HasTail(length, k, n, ld int) bool {
	return ld >= Narrow32 && ld < n && n <= ld+TailUnits && ld%8 == 0 && length == k*n
}

// Weights of many units may lie in panels: of ld units each, one panel after the other, each input by input, the last one filled up. A
// product with them goes panel by panel, so that it reads memory in its order. Kernels see it by an ld of less than half of the units.

// PanelBytes is what the units of an input take in a panel: as many as kernels multiply at a time, so that they read memory from beginning to end.
const PanelBytes = 4 * LineBytes

// PanelInputs is how many inputs weights in panels have at least, and panelUnit divides the units of a panel.
const PanelInputs, panelUnit = 64, 32

// HasPanels reports whether weights of that length are those of k inputs and n units in panels of ld units.
func HasPanels(length, k, n, ld int) bool {
	return ld > 0 && ld%panelUnit == 0 && n > 2*ld && k >= PanelInputs && length == (n+ld-1)/ld*ld*k
}

// Place is where entry (input, unit) of weights stands, of which k inputs lie in panels of ld units; or in one, where ld is not less than the
// units.
func Place(input, unit, k, ld int) int { return unit/ld*ld*k + input*ld + unit%ld }

// LackUnits is 0 where a slice has room for the weights of k inputs and n units, in panels, with or without a tail, else -1.
func LackUnits(length, k, n, ld int) int {
	if ld < n && (HasTail(length, k, n, ld) || HasPanels(length, k, n, ld)) {
		return 0
	}
	return Lack(length, k, n, ld)
}
