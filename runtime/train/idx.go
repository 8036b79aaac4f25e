package train

import (
	"encoding/binary"
	"fmt"
	"io"
)

// idxTypes are the numbers of an idx file by the byte that says so, as NumPy names them. They are big-endian.
var idxTypes = map[byte]string{0x08: "u1", 0x09: "i1", 0x0b: "i2", 0x0c: "i4", 0x0d: "f4", 0x0e: "f8"}

// readIdx reads the header of an idx file, the format of the MNIST database: two bytes of 0, the type, how many dimensions
// there are, and the size of each in four bytes.
func readIdx(name string, source io.Reader) (*array, error) {
	var head [4]byte
	if _, err := io.ReadFull(source, head[:]); err != nil {
		return nil, fmt.Errorf("%s is no idx file: %w", name, err)
	}
	of, ok := idxTypes[head[2]]
	if head[0] != 0 || head[1] != 0 || !ok {
		return nil, fmt.Errorf("%s is no idx file: it begins with %s", name, quote(string(head[:])))
	}
	a := &array{name: name, source: source, number: numberTypes[of], big: true}
	sizes := make([]byte, 4*int(head[3]))
	if _, err := io.ReadFull(source, sizes); err != nil {
		return nil, fmt.Errorf("%s is no idx file: it ends in its header", name)
	}
	for ; len(sizes) > 0; sizes = sizes[4:] {
		a.dims = append(a.dims, int(binary.BigEndian.Uint32(sizes)))
	}
	return a, a.checkDims()
}
