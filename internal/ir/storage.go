package ir

// Storage is the type of the numbers in which a model keeps a parameter. A trainer has all in full.
type Storage int

// The types.
const (
	Full     Storage = iota // the precision of the program
	BFloat16                // the upper half of a float32
	Int8                    // whole numbers of a scale for each unit
)

// String is the word of the spec language.
func (s Storage) String() string { return []string{"full", "bfloat16", "int8"}[s] }

// Bytes is what a matrix takes that is kept so, without what fills its rows, where numbers in full have elementSize bytes.
func (s Storage) Bytes(rows, cols, elementSize int) int {
	switch s {
	case BFloat16:
		return 2 * rows * cols
	case Int8:
		return rows*cols + 4*rows // with the scale of each row
	}
	return rows * cols * elementSize
}

// numbers is the prefix of the kernels for numbers of the type, where those in full have elementSize bytes.
func (s Storage) numbers(elementSize int) string {
	switch {
	case s == BFloat16:
		return "BF16"
	case s == Int8:
		return "Int8"
	case elementSize == 8:
		return "F64"
	}
	return "F32"
}
