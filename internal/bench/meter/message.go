package meter

// Request says what to measure.
type Request struct {
	// Codes has, where rows are encoded, for each entry the number of its values: 0 of a number, AboveZero of one that is
	// not negative.
	Codes   []int
	Weights []byte // the path of the file to load, in any bytes; none draws random weights
	Batches []int  // numbers of rows for ForwardBatch
	Step    int    // rows of a training step
	Classes int    // targets are classes below this number; 0: targets are values
	Labels  bool   // target values are 0 and 1
	Log1p   bool   // targets are not negative, since their logarithms are learned
	Bytes   int    // of the weights
	Rounds  int
}

// Response holds what was measured.
type Response struct {
	GoVersion string
	Kernels   string // the set of kernels in use
	Cores     int    // GOMAXPROCS

	Peak   float64 // of a matrix product, multiply-adds per second: the best of several shapes
	Stream float64 // of a matrix as large as the weights times a vector, bytes per second: the best of two layouts
	Memory float64 // the same of a matrix too large for the caches

	Works []Work
}

// The functions that are measured.
const (
	Forward      = "Forward"
	ForwardBatch = "ForwardBatch"
	Step         = "Step"
)

// Work is one call of the package.
type Work struct {
	Func        string
	Rows        int
	Nanoseconds float64 // median over the rounds
	Allocs      float64 // per call
}

// AboveZero stands in Codes for numbers that are not negative.
const AboveZero = -1
