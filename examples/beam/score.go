package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/train"
)

// Score answers parts. It is sent to workers as its settings; the weights are in the program.
type Score struct {
	Settings Settings

	scorer *train.Scorer
	job    *train.Job
	watch  *watch
}

// Rejected is a row without an answer, or what is wrong with a whole part.
type Rejected struct {
	File         string
	Line, Column int
	Reason       string
}

// Setup loads the model.
func (s *Score) Setup() (err error) {
	if s.job, err = newJob(); err != nil {
		return err
	}
	if s.scorer, err = newScorer(s.Settings.Keep, s.job); err != nil {
		return err
	}
	s.watch = newWatch(s.scorer)
	return nil
}

// ProcessElement answers a part, as a whole or not at all, and emits what it rejects. What is done is told with whether there are
// answers.
func (s *Score) ProcessElement(ctx context.Context, part Part, done func(name string, answered bool), rejected func(string, Rejected)) error {
	out := s.Settings.answers(part.Name)
	err := save(ctx, out, func(w io.Writer) error {
		w, finish := s.writer(w)
		err := s.answer(ctx, part, w, rejected)
		return errors.Join(err, finish(err == nil))
	})
	if err == nil {
		done(part.Name, true)
		return nil
	}
	if !isAboutFile(part, err) {
		return err // Beam tries again
	}
	// Another try ends alike, so that the others go on. What an earlier run has answered is of another file.
	unreadable.Inc(ctx, 1)
	rejected(part.Name, whyNot(part, err))
	done(part.Name, false)
	return remove(ctx, out)
}

// writer is what turns answers in CSV into the format, and what ends that.
func (s *Score) writer(w io.Writer) (io.Writer, func(whole bool) error) {
	if s.Settings.Format == asParquet {
		return newParquetWriter(w, len(s.Settings.Keep), s.scorer)
	}
	return w, func(bool) error { return nil }
}

// answer reads a part and writes the answers.
func (s *Score) answer(ctx context.Context, part Part, w io.Writer, rejected func(string, Rejected)) error {
	section := &train.Section{Name: part.In, From: part.From, To: part.To}
	place, closer, err := s.open(ctx, part, section)
	if err != nil {
		return err
	}
	defer closer.Close()
	section.Seen = func(o *train.Outcome) error {
		s.watch.count(ctx, o)
		for _, r := range o.Rejected {
			line, column := place(r)
			rejected(part.Name, Rejected{part.In, line, column, r.Reason})
		}
		return ctx.Err()
	}
	if err := s.scorer.Answer(section, w); err != nil {
		return err
	}
	return unchanged(ctx, part)
}

// open gives a section its source. It says how places of rows are told, and what to close.
func (s *Score) open(ctx context.Context, part Part, section *train.Section) (place func(train.Rejection) (line, column int), closer io.Closer, err error) {
	if isParquet(part.In) {
		texts, err := newParquetTexts(ctx, part, s.job, s.Settings.Keep)
		section.Source, section.Separator = texts, parquetSeparator
		return placeInParquet, texts, err
	}
	file, err := openFile(ctx, part.In)
	if err != nil {
		return nil, nil, err
	}
	if section.Source, err = csv.Unzip(part.In, file); err != nil {
		return nil, nil, errors.Join(&aboutFile{fmt.Errorf("%s: %w", part.In, err)}, file.Close())
	}
	return placeInCSV, file, nil
}

func placeInCSV(r train.Rejection) (line, column int) { return r.Line, r.Column }

// unchanged is an error if the file is no longer what it was when it was cut.
func unchanged(ctx context.Context, part Part) error {
	size, err := sizeOf(ctx, part.In)
	if err == nil && size != part.Size {
		err = fmt.Errorf("%s: the file has changed while it was read", part.In)
	}
	return err
}

// watch counts answers. Beam's distributions are of whole numbers: those of scores are millionths.
type watch struct {
	classes [][]beam.Counter
	scores  []beam.Distribution
}

// The counters of all rows, of those without an answer, and of parts that cannot be read as a whole.
var (
	rows       = beam.NewCounter("nngen", "rows")
	badRows    = beam.NewCounter("nngen", "bad_rows")
	unreadable = beam.NewCounter("nngen", "unreadable_parts")
)

func newWatch(s *train.Scorer) *watch {
	w := &watch{}
	for _, head := range s.Heads {
		of := ""
		if head.Name != "" {
			of = head.Name + "."
		}
		var counters []beam.Counter
		for _, class := range head.Classes {
			counters = append(counters, beam.NewCounter("nngen", of+"class."+class))
		}
		w.classes = append(w.classes, counters)
		w.scores = append(w.scores, beam.NewDistribution("nngen", of+"score_millionths"))
	}
	return w
}

func (w *watch) count(ctx context.Context, o *train.Outcome) {
	rows.Inc(ctx, int64(o.Rows))
	badRows.Inc(ctx, int64(len(o.Rejected)))
	for k := range o.Heads {
		for class, n := range o.Heads[k].Classes {
			w.classes[k][class].Inc(ctx, int64(n))
		}
		for _, score := range o.Heads[k].Scores {
			w.scores[k].Update(ctx, millionths(score))
		}
	}
}

// millionths are exact enough for any score that an int64 can hold; others are the largest that it can.
func millionths(score float64) int64 {
	const most = 1 << 62
	return int64(math.Round(min(max(score*1e6, -most), most)))
}
