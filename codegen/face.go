package codegen

// Face is what a package shows of a network besides what it computes: names, words and weights.
type Face struct {
	Package     string // its name, also of its folder
	Source      string // what it was generated from, for the header; without folders
	Description string
	// Fingerprint stands in weights files: that of another network is refused.
	Fingerprint string
	// Weights is the hash of the weights file to embed, which is named WeightsName and not among the files that are
	// printed; nil where there is none.
	Weights *Sum
	// InPlace says that the file to embed is the one that the spec names, and no copy of it.
	InPlace bool
	// Layout says where the numbers lie in the file to embed; nil where that is not known, or may change.
	Layout  *Layout
	Trained *Trained // what the embedded weights say of their training, or nil
	Sample  *Sample  // what the package's example shows of them; nil where there is nothing that holds everywhere

	Inputs  []Name   // of the entries of Input, or none
	Encoded int      // n[0], where there are names
	Columns []Column // what the entries are made of, where there are names
	// Missing are the texts that say that there is no value, nil for the usual ones, and Decimal what stands before decimals,
	// 0 for a point.
	Missing []string
	Decimal byte
	Ports   []Port // where Input is a struct: its fields
	Layers  []Layer
	// Chain says that every layer takes the one before.
	Chain bool
	// Heads are those of the program, one without a name or several with names, which are then the fields of Output.
	Heads []Head
}

// Layout is where a weights file has its numbers: from a byte on to its end, tensor by tensor.
type Layout struct {
	From, Bits int    // the byte, and how long a number is
	Digest     uint64 // of the file, as the runtime finds it
	Tensors    []Stored
}

// Stored is a tensor of a weights file.
type Stored struct {
	Name string
	Dims []int
}

// Trained is what a weights file says of a training.
type Trained struct {
	Data   string // the file of the rows
	Part   string // of the data on which the score was found
	Metric string
	Score  float64
}

// Sample is a row, and what the embedded weights say of it on every processor.
type Sample struct {
	Members []string // of the row in JSON, where there are columns
	Cycles  []int    // of the row, or of each port: entry i is i modulo this
	Answers []Answer // of each head
}

// Answer is what to show of a head.
type Answer struct {
	Class  int       // of Classes
	Values []float64 // the probability of the class, else the first of the outputs
	Verb   string    // with which they print alike everywhere
}

// Column is one input of a table.
type Column struct {
	Name
	Kind  Kind
	Entry int // the first of its entries of Input
	// Values are the texts of Coded and of a Truth that lists them, with their constants.
	Values   []Name
	Words    bool // of Truth: the values are listed
	Optional bool // it may be missing
	Unknown  bool // of Coded: a value that is not listed is no error
	Above    bool // of Number: it must be greater than −1
	Format   string
	Parts    []string // of Date
}

// Kind is what stands in a column.
type Kind int

// The kinds of columns.
const (
	Number Kind = iota
	Coded
	Truth
	Date
)

// Port is one of several inputs, or one that has a shape.
type Port struct {
	Name
	Dims []int
	// Norm is what the constants of its normalization begin with, and Channels how many offsets and scales there are; both
	// are empty where there is none.
	Norm     string
	Channels int
}

// Head is a part of the outputs.
type Head struct {
	Name
	Task   Task
	Labels []Name // of classes, of the two answers of Binary, or of the entries
	Names  []Name // of the entries, where they are values
	Loss   Loss
	Norm   string // what the constants of its normalization begin with, or empty
	Range  string // what the constants of the range begin with that its values are kept within, or empty
	Log1p  bool   // of values: targets must be greater than −1
	// Threshold is the probability from which on an answer is the second one, or a label holds. Where training finds it, Found is
	// what the model's field begins with that holds it, for each entry.
	Threshold float64
	Found     string
}

// Name is a name in Go, and what it stands for.
type Name struct {
	Go     string // the generated constant
	Text   string // as it stands in the data
	Called string // in the spec; empty where it is the text
	Note   string // for the documentation
}

// Layer is a line of the package's documentation. Parameters are those of the program's layer Index.
type Layer struct {
	Index            int
	Kind, Activation string
	Name             string   // or empty
	Takes            []string // names of layers and inputs, or numbers of layers
	Dims             []int    // the shape that it makes
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

// columns are the names of the entries: those of values, or the labels where an entry stands for one.
func (h *Head) columns() []Name {
	switch {
	case len(h.Names) > 0:
		return h.Names
	case h.Task == Binary:
		return nil
	}
	return h.Labels
}

// several reports whether there are heads with names.
func (f *Face) several() bool { return len(f.Heads) > 0 && f.Heads[0].Go != "" }
