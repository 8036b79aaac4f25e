package codegen

// Face is what a package shows of a network besides what it computes: names, words and weights.
type Face struct {
	Package     string // its name, also of its folder
	Source      string // what it was generated from, for the header; without folders
	Description string
	// Fingerprint stands in weights files: that of another network is refused.
	Fingerprint string
	// Weights is the content of the weights file to embed, or nil. It must have been checked.
	Weights []byte
	// InPlace says that the file to embed is the one that the spec names, and no copy of it.
	InPlace bool

	Inputs []Name  // of the entries of Input, or none
	Layers []Layer // 1 … L
	Task   Task
	Labels []Name // of classes, of the two answers of Binary, or of the entries of Output
	Names  []Name // of the entries of Output, where they are values
	Loss   Loss
}

// Name is a name in Go, and what it stands for.
type Name struct {
	Go   string // the generated constant
	Text string // as it stands in the data
	Note string // for the documentation
}

// Layer is a line of the package's documentation. Parameters are those of the program's layer Index.
type Layer struct {
	Index            int
	Kind, Activation string
}

// Task says what an output means.
type Task int

// The tasks.
const (
	Values  Task = iota // numbers
	Binary              // the probability of the second of two answers
	Classes             // the probability of each class; a target is the number of one
	Labels              // the probability of each label
)

// Loss is how the documentation calls the loss, and what it is taken of.
type Loss struct {
	Name   string
	Logits bool // instead of outputs
}

// columns are the names of the outputs: those of values, or the labels where an output stands for one.
func (f *Face) columns() []Name {
	switch {
	case len(f.Names) > 0:
		return f.Names
	case f.Task == Binary:
		return nil
	}
	return f.Labels
}
