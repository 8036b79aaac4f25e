package probe

// Request is what the package is to compute with. All values must be exact in the package's precision.
type Request struct {
	Params []float64 // in canonical order: W1 row by row, b1, W2, b2, …
	Work   int       // multiply-adds of one example, or parameters, of which there may be more

	// Offsets and scales, empty where the network is not normalized.
	InputOffset, InputScale, OutputOffset, OutputScale []float64

	// What outputs are kept within, empty where they are not.
	OutputLow, OutputHigh []float64

	// The probabilities from which on outputs say yes, where training finds them; 0 of the others, and empty where there are none.
	Threshold []float64

	// What stands for missing inputs, and the edges of bins, empty where there are none.
	InputFill, InputEdges []float64

	X       [][]float64 // one row per example
	Targets [][]float64 // one row per example: the class, or a value per output

	// The rows of X as a CSV and as JSON have them, where the inputs have names: texts by column, and an object.
	Texts [][]string
	JSON  [][]byte

	Weights []float64 // of the rows in BackwardWeighted; empty where none are found to compare

	// Soft are targets of BackwardSoft and OutputGrads what BackwardFrom is given, rows as long as outputs; empty as Weights are,
	// and Soft where no target is a class. InputGrads says that InputGradient is asked for.
	Soft, OutputGrads [][]float64
	InputGrads        bool

	Spans []Span // further batches to compute the gradient of

	Steps []Part // the optimizer steps to take
	// Statistics says that steps move what is no parameter, so that outputs after each of them tell more.
	Statistics bool

	Trained Trained
}

// Part is what one step of the optimizer uses: the rows From ≤ i < To of the batch, in an epoch.
type Part struct {
	Epoch, From, To int
	Rate            float64 // the learning rate of the epoch
}

// Span is a batch of the rows from From on, which begin again after the last.
type Span struct{ From, Rows int }

// Of returns the rows.
func (s Span) Of(rows [][]float64) [][]float64 { return spanOf(s, rows) }

func spanOf[T any](s Span, rows []T) []T {
	list := make([]T, s.Rows)
	for i := range list {
		list[i] = rows[(s.From+i)%len(rows)]
	}
	return list
}

// Response is what the package computed. A Step for each of those asked for follows it, from the parameters of the
// request on; they are apart because a large network has large ones.
type Response struct {
	Outputs  [][]float64 // by Forward
	Batches  []Batch
	Loss     float64 // by Loss
	Gradient Gradient
	Weighted Gradient // by BackwardWeighted
	Soft     Gradient // by BackwardSoft
	From     Gradient // by BackwardFrom, without loss
	// InputGrads are those after Backward, FromInputGrads after BackwardFrom.
	InputGrads, FromInputGrads [][]float64
	Spans                      []Gradient

	Properties []Property
	Allocs     []Allocs
	Trained    Answers
}

// Batch holds the outputs by ForwardBatch, called with Size examples at a time; of more than there are in the request,
// which are then repeated, those of the last copy.
type Batch struct {
	Size    int
	Outputs [][]float64
}

// Gradient is what Backward returns and Gradient then copies, in canonical order.
type Gradient struct {
	Loss   float64
	Values []float64
}

// Step is one Backward followed by Update, with the parameters after it.
type Step struct {
	Gradient
	Params  []float64
	Outputs [][]float64 // of the rows of the step, by Forward; where the request asks for them
}

// Property is something that must hold of every package, whatever its numbers are.
type Property struct {
	Name    string `json:"name"`
	Problem string `json:"problem,omitempty"` // empty where it holds
}

// Allocs is the number of allocations of one call after warm-up.
type Allocs struct {
	Func   string  `json:"func"`
	PerRun float64 `json:"per_run"`
}
