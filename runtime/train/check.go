package train

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/csv"
	"github.com/nngen/nngen/runtime/internal/parse"
)

// Finding is what is wrong with a file: in a column and of one kind, however many rows have it.
type Finding struct {
	Line, Column int // of the first place; 0 where it is the whole file's
	Warning      bool
	Message      string
	Hint         string
}

// Report is what there is to say about a file, found in one pass.
type Report struct {
	Rows     int // whose target is known
	LeftOut  int // whose target is missing
	Columns  int
	Arrays   int       // of files that hold these in the place of columns
	Findings []Finding // in the order of their first places
}

// Check reads the file of a job as training would, and finds all that is wrong with it. The error is that of a file that
// cannot be read.
func Check[E Float](job *Job) (*Report, error) {
	if HoldsArrays(job.Data) {
		return checkArrays[E](job)
	}
	source, _, err := csv.Open(job.Data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", job.dataName(), err)
	}
	defer source.Close()
	report := &Report{}
	r, err := csv.NewReader(job.dataName(), source, job.options())
	if err != nil {
		return report, report.add(err, "")
	}
	report.Columns = len(r.Header)
	found, problems := checkColumns(r, job)
	for _, problem := range problems {
		if err := report.add(problem, ""); err != nil {
			return nil, err
		}
	}
	if len(found.inputs) == 0 {
		return report, nil
	}
	return report, checkRows[E](report, r, job, found)
}

// add adds what has a place; anything else is an error of the file.
func (r *Report) add(err error, hint string) error {
	placed, ok := errors.AsType[*csv.Error](err)
	if !ok {
		return err
	}
	r.Findings = append(r.Findings, Finding{Line: placed.Line, Column: placed.Column, Message: placed.Message, Hint: hint})
	return nil
}

// checkColumns finds the columns that are there, and says of all others that they are not.
func checkColumns(r *csv.Reader, job *Job) (found columns, problems []error) {
	if len(job.Inputs) == 0 || job.unnamed() > 0 || r.Doubt() != "" {
		found, err := dataColumns(r, job)
		if err != nil {
			return columns{weight: -1}, []error{err}
		}
		return found, nil
	}
	all := func(names []string) (list []int) {
		for _, name := range names {
			c, err := find(r, name)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			list = append(list, c)
		}
		return list
	}
	found = columns{inputs: all(job.Inputs), targets: all(job.targetNames()), weight: -1}
	if job.Weight != "" {
		if list := all([]string{job.Weight}); list != nil {
			found.weight = list[0]
		}
	}
	return found, problems
}

// checkRows tallies the problems of all rows.
func checkRows[E Float](report *Report, r *csv.Reader, job *Job, found columns) error {
	l := newLayout[E](r, job, found)
	all := newTally(l)
	err := csv.Each(r, func(b *csv.Block) *tally[E] {
		t := newTally(l)
		t.read(b)
		return t
	}, func(t *tally[E]) error {
		all.merge(t)
		if t.broken {
			return io.EOF
		}
		return nil
	})
	if err != nil && err != io.EOF {
		return err
	}
	report.Rows, report.LeftOut = all.rows, all.leftOut
	for _, g := range all.groups {
		report.Findings = append(report.Findings, l.finding(g))
	}
	slices.SortStableFunc(report.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	report.Findings = append(report.Findings, all.ofTheWhole(report)...)
	return nil
}

// ofTheWhole are findings that have no place.
func (t *tally[E]) ofTheWhole(report *Report) []Finding {
	switch {
	case t.rows == 0 && t.leftOut > 0:
		return []Finding{{Message: "the target is missing in every row", Hint: "there is nothing to learn or to score."}}
	case t.rows == 0 && len(t.groups) == 0:
		return []Finding{{Message: "there is no row after the header", Hint: "add rows of data."}}
	case len(t.groups) > 0:
		return nil
	}
	return t.layout.job.unseen(t.classes)
}

// unseen warns of classes that no row has.
func (j *Job) unseen(classes []int) []Finding {
	var never []string
	for i, n := range classes {
		if n == 0 {
			never = append(never, plain(j.classTexts()[i]))
		}
	}
	if len(never) == 0 {
		return nil
	}
	return []Finding{{Warning: true, Message: "no row has the class " + strings.Join(cut(never), ", "), Hint: "the network cannot learn it."}}
}

// cut shortens a list to what a message can bear.
func cut(list []string) []string {
	if len(list) <= listed {
		return list
	}
	return append(slices.Clone(list[:listed]), fmt.Sprintf("and %d more", len(list)-listed))
}

// finding is the sentence for a group of problems.
func (l *layout[E]) finding(g *group) Finding {
	f := Finding{Line: g.lines[0], Column: g.at, Message: g.message}
	if g.kind >= csv.QuoteInside {
		if g.rows > 1 {
			f.Message += fmt.Sprintf("; %s like this%s", words.Count(g.rows, "row"), g.where())
		}
		return f
	}
	f.Message, f.Hint = l.ofColumn(g)
	return f
}

// ofColumn says what a column holds, and what to do.
func (l *layout[E]) ofColumn(g *group) (message, hint string) {
	column := l.name(g.column)
	rows := "in " + words.Count(g.rows, "row") + g.where()
	head := l.head(g.entry)
	class := head != nil && head.hasClasses()
	if e := l.entry(g.entry); e != nil && g.fault() != missing && g.fault() != parse.NoNumber && g.fault() != outOfRange && g.fault() != parse.TooSmall {
		return fmt.Sprintf("column %s holds %s that %s (%s) %s", column, g.count("text"), e.unfit(g), g.list(), rows), e.hint(g)
	}
	switch {
	case g.fault() == missing && g.entry < len(l.columns.inputs):
		return fmt.Sprintf("column %s has no value (%s) %s", column, g.list(), rows),
			fmt.Sprintf("write missing: %s for this input, or remove these rows.", l.remedy(g.entry))
	case g.fault() == missing:
		return fmt.Sprintf("column %s has no value (%s) %s", column, g.list(), rows), "fill in numbers, or remove these rows."
	case class && len(head.Labels) > 0:
		return fmt.Sprintf("column %s holds %s that %s no label (%s) %s", column, g.count("text"), g.are(), g.list(), rows),
			sentenceOf(suggest(g.texts[0], "the labels are", head.Labels))
	case class:
		return fmt.Sprintf("column %s holds %s that %s no class (%s) %s; the classes are the integers 0 to %d", column, g.count("text"), g.are(), g.list(), rows,
			len(head.classTexts())-1), sentenceOf(codesHint(head.Job, g.column, g.texts[0]))
	case g.fault() == unlisted:
		return fmt.Sprintf("column %s holds %s (%s) %s, but must hold 0 and 1", column, g.count("number"), g.list(), rows), ""
	case g.fault() == outOfWeights:
		return fmt.Sprintf("column %s holds %s that %s no weight (%s) %s", column, g.count("number"), g.are(), g.list(), rows), "a weight is a number from 0 on."
	case g.fault() == parse.TooSmall:
		return fmt.Sprintf("column %s holds %s that %s not greater than -1 (%s) %s", column, g.count("number"), g.are(), g.list(), rows), "leave transform: log1p out, or remove these rows."
	case g.fault() == outOfRange:
		return fmt.Sprintf("column %s holds %s beyond the range of float%d (%s) %s", column, g.count("number"), bitSize[E](), g.list(), rows), ""
	}
	return fmt.Sprintf("column %s holds %s (%s) %s, but is a number", column, g.count("text"), g.list(), rows), l.textHint(g)
}

// sentenceOf makes a hint of the end of a sentence.
func sentenceOf(end string) string {
	end = strings.TrimLeft(end, "; ")
	if strings.HasPrefix(end, "(") {
		end = strings.Trim(end, "()")
	}
	if end == "" {
		return ""
	}
	return end + "."
}

// textHint says what to do with a column of numbers that holds texts: what to do with the first, where that is plain.
func (l *layout[E]) textHint(g *group) string {
	_, remedy, plainly := strings.Cut(csv.NoNumber(g.texts[0], l.decimal), ": ")
	if plainly {
		return fmt.Sprintf("%s: %s.", quote(g.texts[0]), remedy)
	}
	if g.entry < len(l.columns.inputs) && len(l.job.Inputs) > 0 && !g.more {
		return fmt.Sprintf("write type: category, values: [%s] for this input, or leave it out.", strings.Join(quotedTexts(g.texts), ", "))
	}
	return "write numbers in their place, or leave the column out."
}
