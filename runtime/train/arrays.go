package train

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unsafe"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// The names of arrays where the spec has none.
const (
	inputArray  = "x"
	targetArray = "y"
)

// idxEnding is how the names of idx files end, and of those that the MNIST database is distributed in.
var idxEnding = regexp.MustCompile(`\.idx$|[.-]idx[0-9]-[a-z]+$`)

// arrayFormat tells by the end of its name what kind of arrays a file holds: npy, npz or idx; of others it is "".
func arrayFormat(path string) string {
	name, zipped := strings.CutSuffix(strings.ToLower(filepath.Base(path)), ".gz")
	switch {
	case idxEnding.MatchString(name):
		return "idx"
	case strings.HasSuffix(name, ".npy"):
		return "npy"
	case strings.HasSuffix(name, ".npz") && !zipped:
		return "npz"
	}
	return ""
}

// HoldsArrays tells by the end of its name that a file is no CSV but holds arrays of numbers.
func HoldsArrays(path string) bool { return arrayFormat(path) != "" }

// HoldsOneArray tells it of a file that holds one array, so that the targets must come from another one.
func HoldsOneArray(path string) bool { return HoldsArrays(path) && arrayFormat(path) != "npz" }

// arrays are those that a job reads.
type arrays[E Float] struct {
	job             *Job
	inputs, targets []slot[E]
	weights         []slot[E] // one, if rows are weighed
	gaps            []float64 // numbers that mean that there is no value
	sources         []io.Closer

	// misfit is told of a number that cannot be taken; reading goes on unless it returns an error.
	misfit func(m misfit[E]) error
}

// slot is an array whose rows are entries of the rows of the data: from which one on, and how they are read. Where the
// entries are targets, head is whose.
type slot[E Float] struct {
	*array
	from int
	read func(entry int, v float64) (E, parse.Fault)
	head *view
}

// openArrays reads the headers of the files of a job.
func openArrays[E Float](job *Job) (*arrays[E], error) {
	a := &arrays[E]{job: job}
	for _, text := range job.Missing {
		if v, fault := parse.Number[float64](text); fault == parse.OK {
			a.gaps = append(a.gaps, v)
		}
	}
	err := a.open()
	if err == nil {
		err = a.alike()
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *arrays[E]) open() error {
	for i := range a.job.Table {
		if e := &a.job.Table[i]; e.Type != Number {
			return fmt.Errorf("%s holds numbers only, but the input %s is of type %s, which is read from a CSV", a.job.dataName(), quote(a.job.Inputs[i]), e.Type)
		}
	}
	if arrayFormat(a.job.Data) == "npz" {
		return a.openAll()
	}
	return a.openPair()
}

// openAll finds the arrays in an archive that has names for them.
func (a *arrays[E]) openAll() error {
	if a.job.TargetFile != "" {
		return fmt.Errorf("%s holds the targets too: leave the file of the targets out", a.job.dataName())
	}
	z, err := openNpz(a.job.Data, a.job.dataName())
	if err != nil {
		return err
	}
	a.sources = append(a.sources, z)
	for _, p := range a.job.arrayPorts() {
		found, err := z.array(p.Name, "an input is the array of its name, without names x: write inputs: {NAME: SHAPE} in the spec, or save the array under this one")
		if err == nil {
			err = a.addInput(found, p)
		}
		if err != nil {
			return err
		}
	}
	for _, head := range a.job.views() {
		for i, name := range head.targetArrays() {
			found, err := z.array(name, "data.target in the spec names that of the targets, else it is y, or of several heads that of the head's name")
			if err == nil {
				err = a.addTarget(found, head, i, len(head.targetArrays()))
			}
			if err != nil {
				return err
			}
		}
	}
	if a.job.Weight == "" {
		return nil
	}
	found, err := z.array(a.job.Weight, "data.weight names that of the weights")
	if err == nil && found.width() != 1 {
		err = fmt.Errorf("%s has %d numbers a row; a weight is one", found.name, found.width())
	}
	a.weights = []slot[E]{{array: found, read: a.weight}}
	return err
}

// openPair opens the file of the inputs and that of the targets, which hold one array each.
func (a *arrays[E]) openPair() error {
	ports, heads := a.job.arrayPorts(), a.job.views()
	switch {
	case len(ports) > 1 || len(heads) > 1:
		return fmt.Errorf("%s holds one array, but the network has %s and %s: put them into one .npz, under their names", a.job.dataName(),
			words.Count(len(ports), "input"), words.Count(len(heads), "output"))
	case a.job.Weight != "":
		return fmt.Errorf("%s holds one array, but data.weight asks for another: put them into one .npz, under their names", a.job.dataName())
	case a.job.TargetFile == "":
		return fmt.Errorf("%s holds the inputs alone: name the file of the targets, as data.target_file in the spec or with --target-file", a.job.dataName())
	case !HoldsOneArray(a.job.TargetFile):
		return fmt.Errorf("%s: the targets must come from a .npy or idx file, as the inputs do", a.job.targetFileName())
	}
	inputs, err := a.openOne(a.job.Data, a.job.dataName())
	if err == nil {
		err = a.addInput(inputs, ports[0])
	}
	if err != nil {
		return err
	}
	targets, err := a.openOne(a.job.TargetFile, a.job.targetFileName())
	if err != nil {
		return err
	}
	return a.addTarget(targets, heads[0], 0, 1)
}

// openOne opens a file that holds one array.
func (a *arrays[E]) openOne(path, name string) (*array, error) {
	source, _, err := csv.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	a.sources = append(a.sources, source)
	if arrayFormat(path) == "idx" {
		return readIdx(name, source)
	}
	return readNpy(name, source)
}

// arrayPorts are the inputs that are arrays of their own: those of a mapping, else a single one.
func (j *Job) arrayPorts() []Port {
	if len(j.Ports) > 0 {
		return j.Ports
	}
	return []Port{{Name: inputArray, Shape: []int{j.NumInputs}, Entries: j.NumInputs}}
}

// targetArrays are the names of the arrays of a head's targets.
func (v view) targetArrays() []string {
	switch {
	case len(v.Targets) > 0:
		return v.Targets
	case v.name != "":
		return []string{v.name}
	}
	return []string{targetArray}
}

func (a *arrays[E]) addInput(found *array, p Port) error {
	if row := found.dims[1:]; !fits(row, p.Shape) {
		return fmt.Errorf("%s has rows of %s numbers, but the input %s takes %s%s", found.name, times(row), quote(p.Name), times(p.Shape), channelsHint(row, p.Shape))
	}
	from := 0
	for _, s := range a.inputs {
		from += s.width()
	}
	a.inputs = append(a.inputs, slot[E]{array: found, from: from, read: a.input(from)})
	return nil
}

// channelsHint recognizes images whose channels come last.
func channelsHint(row, shape []int) string {
	if n := len(shape); n == len(row) && n > 1 && slices.Equal(append(slices.Clone(shape[1:]), shape[0]), row) {
		return "; channels come first here: save numpy.moveaxis(…, -1, 1) of it"
	}
	return ""
}

// addTarget takes in array i of so many that hold the targets of a head.
func (a *arrays[E]) addTarget(found *array, head view, i, of int) error {
	want := head.targets / of
	switch {
	case found.width() == want:
		a.targets = append(a.targets, slot[E]{array: found, from: head.at + i*want, read: a.target(head), head: &head})
		return nil
	case head.hasClasses():
		return fmt.Errorf("%s has %s numbers a row, but a target is the number of its class: save numpy.argmax(…, 1) of one-hot rows", found.name, times(found.dims[1:]))
	}
	return fmt.Errorf("%s has %s numbers a row, but there should be %d", found.name, times(found.dims[1:]), want)
}

// alike holds that all arrays have as many rows as the first.
func (a *arrays[E]) alike() error {
	first := a.inputs[0]
	for _, s := range slices.Concat(a.inputs, a.targets, a.weights) {
		if s.rows() != first.rows() {
			return fmt.Errorf("%s has %d rows, but %s has %d", s.name, s.rows(), first.name, first.rows())
		}
	}
	return nil
}

// Close closes the files.
func (a *arrays[E]) Close() error {
	var all []error
	for _, s := range a.sources {
		all = append(all, s.Close())
	}
	return errors.Join(all...)
}

func (a *arrays[E]) rows() int { return a.inputs[0].rows() }

// numTargets is how many targets a row has.
func (a *arrays[E]) numTargets() (n int) {
	for _, s := range a.targets {
		n += s.width()
	}
	return n
}

// read reads all rows but those whose target is missing. place makes room for the inputs of the next one.
func (a *arrays[E]) read(place func(n int) []E) (targets pages[E], weights []E, leftOut int, err error) {
	all := newPages[E](a.numTargets(), unsafe.Sizeof(E(0)))
	zeros := make([]E, all.width)
	err = a.fill(a.targets, func(row int) []E {
		if row == all.n {
			all.add(zeros)
		}
		return all.row(row)
	})
	if err != nil {
		return targets, nil, 0, err
	}
	targets = newPages[E](all.width, unsafe.Sizeof(E(0)))
	places := make([]int, all.n)
	for row := range places {
		if places[row] = targets.n; slices.ContainsFunc(all.row(row), isNaN[E]) {
			places[row] = -1
			leftOut++
			continue
		}
		targets.add(all.row(row))
	}
	known := func(to func(n int) []E) func(row int) []E {
		return func(row int) []E {
			if places[row] < 0 {
				return nil
			}
			return to(places[row])
		}
	}
	if a.weights != nil {
		weights = make([]E, targets.n)
	}
	err = a.fill(a.weights, known(func(n int) []E { return weights[n:] }))
	if err == nil {
		err = a.fill(a.inputs, known(place))
	}
	return targets, weights, leftOut, err
}

func isNaN[E Float](v E) bool { return math.IsNaN(float64(v)) }

// fill reads arrays into rows; one that is nil is left out.
func (a *arrays[E]) fill(slots []slot[E], row func(i int) []E) error {
	for _, s := range slots {
		err := s.each(func(i int, values []float64) error {
			to := row(i)
			if to == nil {
				return nil
			}
			for k, v := range values {
				e, fault := s.read(k, v)
				if fault != parse.OK {
					if err := a.misfit(misfit[E]{s, i, k, v, fault}); err != nil {
						return err
					}
				}
				to[s.from+k] = e
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
