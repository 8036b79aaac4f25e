package product

import (
	"github.com/nngen/nngen/runtime/internal/mat"
)

// PairSizes are the sizes of two narrow layers: the lowest five bytes hold the inputs, the units, the outputs, and how far apart the rows of W1
// and of W2 begin. No size is over mat.PairInputs; 0 says that the slices do not fit together.
type PairSizes uint64

// mostRows bounds how many rows are computed by one call, so that their number times mat.PairInputs is not over what an int holds.
const mostRows = 1 << 16

// forRows reports whether the sizes fit together, and the layers have inputs, 1 to 8 units and 1 to 4 outputs.
func (s PairSizes) forRows() bool {
	return s.rowsOf8And4() || s&0x7f != 0 && (s-0x010100)&0xfcf800 == 0 && s.rowsFit()
}

// rowsFit reports whether the sizes fit together, rows of weights too, which are no shorter than the layers have units: it compares two bytes at once.
func (s PairSizes) rowsFit() bool {
	return s != 0 && ((s>>24&0x7f7f|0x8080)-s>>8&0x7f7f)&0x8080 == 0x8080
}

// rowsOf8And4 is forRows where the rows of W1 begin 8 entries apart and those of W2 4, as generated code has them for 5 units and more: it subtracts
// the least of each size at once.
func (s PairSizes) rowsOf8And4() bool { return (s-0x0408010101)&^0x0003077f == 0 }

// inBlocks reports whether there are so few inputs that blocks of rows have room for them, and several outputs if there is a softmax.
func (s PairSizes) inBlocks(softmax int) bool {
	return s&0xff <= mat.PairBlockInputs && int(s>>16&0xff) > softmax
}

// rowsOf4 reports whether the rows of W2 begin 4 entries apart.
func (s PairSizes) rowsOf4() bool { return s>>32&0xff == 4 }

// split returns the inputs, units, outputs and strides.
func (s PairSizes) split() (n0, n1, n2, ld1, ld2 int) {
	return int(s & 0xff), int(s >> 8 & 0xff), int(s >> 16 & 0xff), int(s >> 24 & 0xff), int(s >> 32 & 0xff)
}

// mustFit panics unless the sizes fit together, and no layer has more units than most.
func (s PairSizes) mustFit(most int, kernel string) {
	_, n1, n2, _, _ := s.split()
	mat.MustFit(s != 0 && max(n1, n2) <= most, kernel)
}
