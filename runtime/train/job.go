package train

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// The values of Job.Mode.
const (
	ModeTrain   = "train"
	ModeRates   = "rates"
	ModeTrial   = "trial"
	ModeEval    = "eval"
	ModePredict = "predict"
)

// The values of Job.Task.
const (
	Regression = "regression"
	Binary     = "binary"
	Multiclass = "multiclass"
	Multilabel = "multilabel"
)

// The values of Job.NormalizeInputs and Job.NormalizeOutputs; "" means None.
const (
	None     = "none"
	Standard = "standard"
	MinMax   = "minmax"
	Robust   = "robust"
)

// The values of Job.Part.
const (
	PartAll        = "all"
	PartTrain      = "train"
	PartValidation = "validation"
	PartTest       = "test"
)

// The values of Job.BadRows.
const (
	Stop  = "stop"  // ends with its error
	Skip  = "skip"  // leaves it out
	Blank = "blank" // answers with empty fields
)

// Job says what the program is to do. It is passed as JSON.
type Job struct {
	Mode string
	Task string

	// Data is the path of the data, DataShown its name in messages; "" shows Data. predict reads Files instead, or
	// standard input if there are none. TargetFile is that of the targets, where the data are a file of one array.
	Data            string
	DataShown       string
	TargetFile      string
	TargetFileShown string
	Files           []File

	// Separator is the character between fields, found out where it is ""; Decimal the one before the decimals of a
	// number, a point unless set. Missing are the texts that mean that there is no value; nil means the usual ones.
	Separator string
	Decimal   string
	Missing   []string

	// Weight, if not "", is the header text of the column that weighs the rows in training. BalanceClasses weighs them
	// by n/(K·n_k), where n_k of the n rows of the training part are of their class, ClassWeights by one for each class.
	Weight         string
	BalanceClasses bool
	ClassWeights   []float64

	// Threshold is the probability from which on a binary or multilabel output says yes; 0 means one half. FindThreshold, if
	// not "", has training find those of the model on the validation part: one of the words FindF1 and FindBalanced.
	Threshold     float64
	FindThreshold string

	// Inputs are the header texts of the columns of the network's inputs, one for each entry of a row. If empty, every
	// column that is no target is an input, in file order. Table says how each is read and what is fitted to it; nil stands
	// for numbers that are all there and normalized alike.
	Inputs    []string
	Table     []Entry
	NumInputs int

	// Targets are the header texts of the target columns: one per output, or
	// a single one for binary and multiclass. If empty, the labels of a
	// multilabel task name them; without labels they are the last columns.
	Targets    []string
	NumOutputs int

	// Labels are the texts of the classes in the CSV (binary: negative,
	// positive); if empty, the classes are 0 … n-1. For multilabel they name
	// the outputs, as OutputNames do for regression.
	Labels      []string
	OutputNames []string

	// Heads are those of a network with several; what the job itself says of outputs and targets is then of the first one.
	Heads []Head

	// Ports are the inputs of a network where these are a mapping, one after the other.
	Ports []Port

	// Keep are the header texts of columns that predict passes through, BadRows what it does with a row that it
	// cannot read: one of the words Skip, Blank and Stop; "" means Stop.
	Keep    []string
	BadRows string

	// Weights is the file that eval and predict load, Out the one that train
	// writes.
	Weights string
	Out     string

	// Seed draws the weights and the order of the rows, SplitSeed the split
	// of the rows into parts.
	Seed      uint64
	SplitSeed uint64

	// Part says which rows eval scores; "" means PartAll.
	Part string

	// Validation and Test are fractions of the rows; the rest is for training.
	Validation float64
	Test       float64

	NormalizeInputs  string
	NormalizeOutputs string // regression only

	// Log1pTargets says of a regression that targets are transformed before they are normalized, which the package does;
	// they must be greater than −1. ClipOutputs says that the package keeps outputs within a range: that of the targets of
	// the training part.
	Log1pTargets bool
	ClipOutputs  bool

	Batch  int
	Epochs int

	// LBFGS, if not nil, has each epoch be a step of L-BFGS over all rows, whatever Batch says and the package does.
	LBFGS *LBFGS

	// Patience, if not 0, ends training after so many epochs without a better
	// validation loss, and keeps the weights of the best epoch.
	Patience int

	// Statistics says that updates move numbers of the model that are no parameters, such as the running statistics of
	// batch_norm: they are kept with the weights of the best epoch.
	Statistics bool

	// LossSums says that the loss of a batch is a sum over its rows, not a
	// mean: the loss of a part is then the sum over its batches.
	LossSums bool

	// Spec is the text of the spec, as far as a checkpoint must be of the same one. Every CheckpointEvery training is kept
	// in the file that Checkpoint names; 0 means never. Resume goes on from there.
	Spec            string
	CheckpointEvery time.Duration
	Resume          bool

	// From, if not "", is a weights file that training starts from; the parameters of Fresh are drawn nevertheless.
	From  string
	Fresh []Range

	// Refit, if not 0, asks for so many trainings that find out with validation parts how many epochs are best; the
	// one whose weights are kept then learns from all rows but those to test.
	Refit int

	// Folds, if not 0, asks for so many trainings, each scored on rows that the others have; no weights are kept. FoldsOut is
	// the CSV for what is predicted for each row by the training that has not seen it.
	Folds    int
	FoldsOut string

	// Rate, if not 0, is the learning rate, in the place of the package's schedule.
	Rate float64

	// The learning rates that ModeRates tries are RateFrom·RateFactor^i. Plot is where nngen draws them.
	RateFrom, RateFactor float64
	Plot                 string

	// OutShown is the name of Out in messages; "" shows Out.
	OutShown string

	// Live asks for EventReading and EventStep, a few each second.
	Live bool

	// Layers are those that training watches.
	Layers []Layer

	// Report asks for EventDetail.
	Report bool

	// reading, if not nil, is told how many rows are read.
	reading func(rows int)

	// enough, if not 0, is how many rows of a table are wanted; what follows is not read.
	enough int

	// Line asks for Event.Line at the end of training: one linear unit on raw
	// inputs is a line (or plane), and people want to see it.
	Line bool
}

func readJob(path string) (*Job, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	job := new(Job)
	if err := json.Unmarshal(text, job); err != nil {
		return nil, fmt.Errorf("%s: not a job: %w", path, err)
	}
	return job, nil
}

// missing are the texts that mean that there is no value.
func (j *Job) missing() []string {
	if j.Missing == nil {
		return parse.DefaultMissing
	}
	return j.Missing
}

// options say how the files of the job are written, as far as that is known.
func (j *Job) options() csv.Options {
	o := csv.Options{Expect: slices.Concat(j.Inputs, j.targetNames(), j.Keep)}
	if j.Separator != "" {
		o.Separator = j.Separator[0]
	}
	if j.Decimal != "" {
		o.Decimal = j.Decimal[0]
	}
	return o
}

func (j *Job) dataName() string {
	if j.DataShown != "" {
		return j.DataShown
	}
	return j.Data
}

// dataPlace is the place of what is wrong with the data as a whole.
func (j *Job) dataPlace() string {
	if HoldsArrays(j.Data) {
		return j.dataName()
	}
	return j.dataName() + ":1:1"
}

func (j *Job) targetFileName() string { return cmp.Or(j.TargetFileShown, j.TargetFile) }

// shownOut is how messages call Out or a file whose name begins with it.
func (j *Job) shownOut(path string) string {
	if rest, ok := strings.CutPrefix(path, j.Out); ok && j.OutShown != "" {
		return j.OutShown + rest
	}
	return path
}

// targetNames are the header texts of the targets of all heads, but for those that have none.
func (j *Job) targetNames() (list []string) {
	for _, v := range j.views() {
		list = append(list, v.ownTargets()...)
	}
	return list
}

// unnamed is how many targets have no header text: they are in the last columns.
func (j *Job) unnamed() (n int) {
	for _, v := range j.views() {
		if len(v.ownTargets()) == 0 {
			n += v.targets
		}
	}
	return n
}

// ownTargets are the header texts of the targets of the only head, nil if they are the last columns.
func (j *Job) ownTargets() []string {
	if len(j.Targets) == 0 && j.Task == Multilabel {
		return j.Labels
	}
	return j.Targets
}

// ownWidth is the number of target values of the only head in a row.
func (j *Job) ownWidth() int {
	if j.Task == Multiclass {
		return 1
	}
	return j.NumOutputs
}

// classTexts are the CSV texts of the classes of a binary or multiclass task.
func (j *Job) classTexts() []string {
	if len(j.Labels) > 0 {
		return j.Labels
	}
	n := j.NumOutputs
	if j.Task == Binary {
		n = 2
	}
	texts := make([]string, n)
	for i := range texts {
		texts[i] = strconv.Itoa(i)
	}
	return texts
}

func (j *Job) hasClasses() bool { return j.Task == Binary || j.Task == Multiclass }
