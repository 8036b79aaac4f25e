package train

import (
	"errors"
	"io"

	"github.com/nngen/nngen/runtime/csv"
)

// Scorer answers rows as nngen predict does, in a program of others: it reads by the same rules and writes the same bytes.
// One goroutine uses it at a time.
type Scorer struct {
	// Heads are what there is an answer of to each row.
	Heads []ScoredHead

	// Bits are how many a number of the network has: 32 or 64.
	Bits int

	score func(s *Section, w io.Writer) error
}

// ScoredHead is a head of a network, or the only output of one without heads.
type ScoredHead struct {
	Name    string   // "" where there is only one
	Classes []string // nil where it answers with none
	Outputs int      // how many numbers it answers with
}

// Section are rows to answer: those of a source that begin between two bytes, counted from the end of the header.
type Section struct {
	Name     string // of the file, in messages
	Source   io.Reader
	From, To int64 // a To of 0 is the end of the file

	// Separator, if not 0, is the one between the fields, whatever the job says.
	Separator byte

	// Seen, if not nil, is told what has become of the rows, some at a time and in their order. An error of it ends the work.
	Seen func(*Outcome) error
}

// Outcome is what has become of some rows of a section. It is valid until Seen returns.
type Outcome struct {
	Rows     int // with and without an answer
	Heads    []Tally
	Rejected []Rejection
}

// Tally is what a head has answered.
type Tally struct {
	Classes []int     // how often it was which class
	Scores  []float64 // of each answer the largest probability, or the first number where there are no probabilities
}

// Rejection is a row without an answer.
type Rejection struct {
	Row          int // counted from 1 in its section
	Line, Column int // of the file, counted from 1; 0 where the row has been read and the network has no finite answer to it
	Reason       string
}

// NewScorer makes a scorer of a job of ModePredict, which says what to do with bad rows and which columns to keep. Whatever
// the job calls its weights is what the network's Load is given.
func NewScorer[E Float, In, T, Out any](job *Job, net Network[E, In, T, Out]) (*Scorer, error) {
	switch net := any(untyped(net)).(type) {
	case *network[float32]:
		return scorer32(job, net)
	case *network[float64]:
		return scorer64(job, net)
	}
	return nil, errors.New("internal error: the elements of the network are neither float32 nor float64")
}

// scorer32 and scorer64 are compiled with this package, as run32 and run64 are.
//
//go:noinline
func scorer32(job *Job, net *network[float32]) (*Scorer, error) { return newScorer(job, net) }

//go:noinline
func scorer64(job *Job, net *network[float64]) (*Scorer, error) { return newScorer(job, net) }

func newScorer[E Float](job *Job, net *network[E]) (*Scorer, error) {
	p, err := newPredictor(job, net)
	if err != nil {
		return nil, err
	}
	s := &Scorer{Bits: bitSize[E](), score: p.section}
	for _, head := range p.heads {
		h := ScoredHead{Name: head.name, Outputs: head.NumOutputs}
		if head.hasClasses() {
			h.Classes = head.classTexts()
		}
		s.Heads = append(s.Heads, h)
	}
	return s, nil
}

// Answer writes a header and the answers to the rows of a section. An error that is, or wraps, a [csv.Error] is about the
// file: another try ends alike.
func (s *Scorer) Answer(section *Section, w io.Writer) error { return s.score(section, w) }

func (p *predictor[E]) section(s *Section, w io.Writer) error {
	o := p.job.options()
	if s.Separator != 0 {
		o.Separator = s.Separator
	}
	if err := p.open(s.Name, s.Source, o); err != nil {
		return err
	}
	p.seen = s.Seen
	if err := p.r.Section(s.From, s.To); err != nil {
		return err
	}
	return p.answer(w)
}

// observe tells of the rows of a block, which are not yet counted.
func (p *predictor[E]) observe(a *replies[E]) error {
	if p.seen == nil {
		return nil
	}
	a.outcome.Rows = a.rows
	for i := range a.outcome.Rejected {
		a.outcome.Rejected[i].Row += p.rows
	}
	return p.seen(&a.outcome)
}

// begin forgets the rows of the block before.
func (o *Outcome) begin(heads []view) {
	if o.Heads == nil {
		o.Heads = make([]Tally, len(heads))
		for k, head := range heads {
			if head.hasClasses() {
				o.Heads[k].Classes = make([]int, len(head.classTexts()))
			}
		}
	}
	for k := range o.Heads {
		clear(o.Heads[k].Classes)
		o.Heads[k].Scores = o.Heads[k].Scores[:0]
	}
	o.Rejected = o.Rejected[:0]
}

// reject notes a row of a block. Its number is that within the block.
func (o *Outcome) reject(row int, err error) {
	r := Rejection{Row: row, Reason: err.Error()}
	switch err := err.(type) {
	case *csv.Error:
		r.Line, r.Column, r.Reason = err.Line, err.Column, err.Message
	case *infiniteOutput:
		r.Reason = "the output of the network is not finite; its inputs are too large"
	}
	o.Rejected = append(o.Rejected, r)
}

// count notes an answer of a head; class is -1 where it has none.
func (t *Tally) count(class int, score float64) {
	if class >= 0 {
		t.Classes[class]++
	}
	t.Scores = append(t.Scores, score)
}

// scoreOf is the number of an answer that is watched.
func scoreOf[E Float](task string, y []E) float64 {
	if task == Regression {
		return float64(y[0])
	}
	largest := y[0]
	for _, v := range y[1:] {
		largest = max(largest, v)
	}
	return float64(largest)
}
