package train

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/nngen/nngen/internal/words"
	nn "github.com/nngen/nngen/runtime"
	"github.com/nngen/nngen/runtime/csv"
)

// File is a file that predict reads, or a part of it, and the file for the answers.
type File struct {
	In, InShown   string
	Out, OutShown string

	// From and To tell the rows of the part: those that begin between these bytes, counted from the end of the header. A To
	// of 0 is the end of the file.
	From, To int64
}

// Done tells whether the answers are there: they are no older than what they answer.
func (f *File) Done() (bool, error) {
	in, err := os.Stat(f.In)
	if err != nil {
		return false, fmt.Errorf("%s: %w", f.InShown, csv.WithoutPath(err))
	}
	out, err := os.Stat(f.Out)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", f.OutShown, csv.WithoutPath(err))
	}
	return !in.ModTime().After(out.ModTime()), nil
}

// predictFiles answers the files of the job that are not done, each as a whole or not at all, and tells whether it could.
// What is wrong with one does not keep it from the others.
func predictFiles[E Float](job *Job, net *network[E], stdout, stderr io.Writer) bool {
	p, err := newPredictor(job, net)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return false
	}
	ok := true
	for list := job.Files; len(list) > 0; {
		n := 1
		for n < len(list) && list[n].In == list[0].In {
			n++
		}
		if err := p.parts(list[:n], stdout, stderr); err != nil {
			fmt.Fprintln(stderr, err)
			ok = false
		}
		list = list[n:]
	}
	return ok
}

// parts answers parts of one file.
func (p *predictor[E]) parts(list []File, stdout, stderr io.Writer) error {
	f := &list[0]
	source, _, err := csv.Open(f.In)
	if err != nil {
		return fmt.Errorf("%s: %w", f.InShown, err)
	}
	defer source.Close()
	before, err := os.Stat(f.In)
	if err != nil {
		return fmt.Errorf("%s: %w", f.InShown, csv.WithoutPath(err))
	}
	if err := p.open(f.InShown, source, p.job.options()); err != nil {
		return err
	}
	for i := range list {
		if err := p.part(&list[i], before, stdout, stderr); err != nil {
			return err
		}
	}
	return nil
}

// part answers a part of the file that is open, unless that is done.
func (p *predictor[E]) part(f *File, before fs.FileInfo, stdout, stderr io.Writer) error {
	if done, err := f.Done(); done || err != nil {
		return err
	}
	var failed error // to answer, which is no error of the file for the answers
	err := nn.SaveFile(f.Out, func(w io.Writer) error {
		if failed = p.r.Section(f.From, f.To); failed == nil {
			failed = p.answer(w)
		}
		if failed == nil {
			failed = unchanged(f, before)
		}
		return failed
	})
	p.failed.tell(stderr)
	if failed != nil {
		return failed
	}
	if err != nil {
		// Where another process was faster, and all is done, it has removed what this one wrote.
		if done, _ := f.Done(); !done {
			return fmt.Errorf("%s: %w", f.OutShown, csv.WithoutPath(err))
		}
	}
	_, err = fmt.Fprintf(stdout, "%s: %s\n", f.OutShown, words.Count(p.rows, "row"))
	return err
}

// unchanged is an error if the file is no longer what it was.
func unchanged(f *File, before fs.FileInfo) error {
	now, err := os.Stat(f.In)
	if err != nil {
		return fmt.Errorf("%s: %w", f.InShown, csv.WithoutPath(err))
	}
	if now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()) {
		return fmt.Errorf("%s: the file has changed while it was read; run the same command again", f.InShown)
	}
	return nil
}
