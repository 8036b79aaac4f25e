package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/nngen/nngen/runtime/train"
)

// foldsFile is where --folds writes its predictions: beside the spec.
func foldsFile(l loaded) string {
	return filepath.Join(filepath.Dir(l.path), l.spec.Model+".folds.csv")
}

// setFolds makes a cross-validation of a training. It keeps no weights, so that flags about them have no meaning.
func (f *trainFlags) setFolds(job *train.Job, l loaded) error {
	switch {
	case f.folds < 2:
		return errors.New("--folds must be at least 2")
	case f.ship, f.resume, f.out != "":
		return errors.New("--folds keeps no weights: leave --ship, --resume and -o out")
	}
	if f.report.path != "" {
		return errors.New("--folds writes no report: leave --report out")
	}
	job.Folds = f.folds
	path := foldsFile(l)
	if err := notLost("the predictions", path, train.IsFolds); err != nil {
		return err
	}
	return absolute(&job.FoldsOut, path)
}

// notLost refuses to write something where a file is of another kind, as its beginning tells.
func notLost(what, path string, ours func(head string) bool) error {
	if path == dash {
		return refuse(fmt.Errorf("%s cannot be written to %s: %w", what, path, errDash))
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return nil
	}
	if err == nil && !info.Mode().IsRegular() { // reading a pipe would wait
		return refuse(fmt.Errorf("%s cannot be written to %s: that is no regular file", what, path))
	}
	head := make([]byte, 256)
	file, err := os.Open(path)
	if err != nil {
		return refuse(fmt.Errorf("%s cannot be written to %s: %s", what, path, reason(err)))
	}
	defer file.Close()
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && err != io.EOF {
		return refuse(fmt.Errorf("%s cannot be written to %s: %s", what, path, reason(err)))
	}
	if !ours(string(head[:n])) {
		return refuse(fmt.Errorf("%s cannot be written to %s: there is a file of another kind, which would be lost", what, path))
	}
	return nil
}
