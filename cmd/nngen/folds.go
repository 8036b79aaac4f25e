package main

import (
	"errors"
	"fmt"
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
	job.Folds = f.folds
	path := foldsFile(l)
	head := make([]byte, 64)
	file, err := os.Open(path)
	if err == nil {
		n, _ := file.Read(head)
		file.Close()
		if !train.IsFolds(string(head[:n])) {
			return refuse(fmt.Errorf("the predictions cannot be written to %s: there is a file of another kind, which would be lost", path))
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return refuse(fmt.Errorf("the predictions cannot be written to %s: %s", path, reason(err)))
	}
	return absolute(&job.FoldsOut, path)
}
