package train

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	nn "github.com/nngen/nngen/runtime"
)

// foldsHead begins the file of predictions out of the fold.
const foldsHead = "row,fold,"

// IsFolds reports whether text begins as a file of Job.Folds does.
func IsFolds(text string) bool { return strings.HasPrefix(text, foldsHead) }

// folds does a job of ModeTrain with Job.Folds: every row is once in the part that scores a training on the others.
func (s *session[E]) folds(ctx context.Context) error {
	s.beat()
	s.job.CheckpointEvery, s.job.Resume = 0, false
	var err error
	if s.data, err = readDataset[E](s.job, s.net.inputs); err != nil {
		return err
	}
	list, err := s.deal(s.allRows())
	if err != nil {
		return err
	}
	s.events.emit(Event{Event: EventStart, Rows: s.data.rows(), LeftOut: s.data.leftOut, Train: s.data.rows() - len(list[0]), Test: len(list[0])})
	lines := make([]string, s.data.rows())
	var scores []float64
	metric := ""
	for k, held := range list {
		r, f, err := s.fold(ctx, list, k)
		if err != nil {
			return fmt.Errorf("fold %d of %d: %w", k+1, len(list), err)
		}
		if err := s.outOfFold(held, k+1, lines); err != nil {
			return err
		}
		metric, scores = r.metric, append(scores, r.score)
		s.events.emit(Event{Event: EventFold, Fold: k + 1, Epochs: &f.epochs, BestEpoch: f.best, Rows: len(held), Measures: r.measures, Metric: r.metric, Score: &r.score})
	}
	if err := s.saveFolds(lines); err != nil {
		return err
	}
	mean, deviation := meanDeviation(scores)
	s.events.emit(Event{Event: EventDone, Metric: metric, Score: &mean, Deviation: &deviation, Scores: scores, Folds: s.job.FoldsOut})
	return nil
}

// allRows are the rows of the data.
func (s *session[E]) allRows() []int {
	rows := make([]int, s.data.rows())
	for i := range rows {
		rows[i] = i
	}
	return rows
}

// deal spreads rows over the folds, those of each class as evenly as whole rows allow.
func (s *session[E]) deal(rows []int) ([][]int, error) {
	n, k := len(rows), s.job.Folds
	if n < 2*k {
		return nil, fmt.Errorf("%s: %d rows are too few for %d folds of two rows or more", s.job.dataPlace(), n, k)
	}
	order := rand.New(rand.NewPCG(s.job.SplitSeed, splitStream)).Perm(n)
	for i, at := range order {
		order[i] = rows[at]
	}
	groups := [][]int{order}
	if class := s.classOf(); class != nil {
		groups = groupBy(order, class)
	}
	list := make([][]int, k)
	for i, row := range slices.Concat(groups...) {
		list[i%k] = append(list[i%k], row)
	}
	for _, rows := range list {
		slices.Sort(rows)
	}
	return list, nil
}

// fold trains on all folds but one, and measures that one. Early stopping watches rows of the others.
func (s *session[E]) fold(ctx context.Context, list [][]int, k int) (r result, f fitted, err error) {
	p, err := s.partsWithout(list, k)
	if err == nil && s.job.Refit > 0 {
		job, quiet := *s.job, s.events.quiet
		s.checkpoints, s.events.quiet = checkpoints{}, true
		f, p, err = s.explore(ctx, p)
		defer func() { *s.job = job }()
		s.events.quiet = quiet
	}
	if f.interrupted {
		return r, f, errGivenUp
	}
	if err == nil {
		f, err = s.quietly(ctx, p)
	}
	if err == errDiverged {
		err = errNoEpoch
	}
	if err == nil {
		r, _, err = s.measureAll(list[k])
	}
	return r, f, err
}

// partsWithout are parts of all folds but one.
func (s *session[E]) partsWithout(list [][]int, k int) (parts, error) {
	job := *s.job
	job.Test = 0
	return s.splitOf(&job, merged(slices.Concat(list[:k], list[k+1:])...))
}

// merged are the rows of several lists, in file order.
func merged(lists ...[]int) []int {
	rows := slices.Concat(lists...)
	slices.Sort(rows)
	return rows
}

// splitOf splits rows as a job does all.
func (s *session[E]) splitOf(job *Job, rows []int) (parts, error) {
	class := s.classOf()
	if class != nil {
		of := class
		class = func(i int) int { return of(rows[i]) }
	}
	p, err := split(job, len(rows), class)
	for _, part := range [][]int{p.train, p.validation} {
		for i, at := range part {
			part[i] = rows[at]
		}
	}
	return p, err
}

// outOfFold writes down targets and predictions of rows.
func (s *session[E]) outOfFold(rows []int, fold int, lines []string) error {
	at := 0
	heads := s.job.views()
	texts := make([][]string, len(heads))
	for k, head := range heads {
		if head.hasClasses() {
			texts[k] = csvTexts(head.classTexts())
		}
	}
	return s.forward(rows, func(y, target []E) {
		row := rows[at]
		at++
		fields := []string{strconv.Itoa(row + 1), strconv.Itoa(fold)}
		for k, head := range heads {
			y, target := outputOf(head, y), targetOf(head, target)
			if texts := texts[k]; texts != nil {
				fields = append(fields, texts[int(target[0])], texts[decided(head.Task, y, s.thresholds.of(head))])
			} else {
				fields = append(fields, s.numbersOf(target)...)
			}
			fields = append(fields, s.numbersOf(y)...)
		}
		lines[row] = strings.Join(fields, ",") + "\n"
	})
}

func (s *session[E]) numbersOf(values []E) (texts []string) {
	for _, v := range values {
		texts = append(texts, strconv.FormatFloat(float64(v), 'g', -1, bitSize[E]()))
	}
	return texts
}

// foldsHeader names the columns: target and prediction, and for classes the outputs; of several outputs one for each.
func (s *session[E]) foldsHeader() string {
	var columns []string
	for _, head := range s.job.views() {
		names := outputColumns(head.Job)
		switch {
		case head.hasClasses():
			names = slices.Concat([]string{"target", "prediction"}, names)
		case len(names) == 1:
			names = []string{"target", "prediction"}
		default:
			names = append(numberedNames("target_", len(names)), numberedNames("prediction_", len(names))...)
		}
		for _, name := range names {
			columns = append(columns, head.column(name))
		}
	}
	return foldsHead + strings.Join(csvTexts(columns), ",") + "\n"
}

// numberedNames are n names: name1, name2 and so on.
func numberedNames(name string, n int) (list []string) {
	for i := range n {
		list = append(list, name+strconv.Itoa(i+1))
	}
	return list
}

func (s *session[E]) saveFolds(lines []string) error {
	return nn.SaveFile(s.job.FoldsOut, func(w io.Writer) error {
		b := bufio.NewWriter(w)
		b.WriteString(s.foldsHeader())
		for _, line := range lines {
			b.WriteString(line)
		}
		return b.Flush()
	})
}

// meanDeviation are the mean and the sample's standard deviation.
func meanDeviation(values []float64) (m, deviation float64) {
	m = mean(values)
	for _, v := range values {
		deviation += (v - m) * (v - m)
	}
	return m, math.Sqrt(deviation / float64(len(values)-1))
}
