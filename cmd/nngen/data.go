package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/runtime/train"
)

// dataFlags name other rows than the spec does.
type dataFlags struct{ file, targets string }

func (f *dataFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.file, "data", "", "CSV file, or arrays: .npz, .npy or idx (default: the spec's)")
	f.addTargets(cmd)
}

func (f *dataFlags) addTargets(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.targets, "target-file", "", "targets for data that are one array: .npy or idx (default: the spec's)")
}

// set fills in the data: those of the flags, relative to the current folder, else the spec's, relative to the spec.
func (f *dataFlags) set(job *train.Job, l loaded, stderr io.Writer) error {
	data := &l.spec.Data
	job.DataShown, job.TargetFileShown = f.file, f.targets
	switch {
	case f.file != "":
		if err := readable(f.file); err != nil {
			return refuse(fmt.Errorf("the data cannot be read from %s: %s", f.file, reason(err)))
		}
	case data.File != "":
		job.DataShown = l.spec.Path(data.File)
		if err := readable(job.DataShown); err != nil {
			return say(l, stderr, l.spec.DataProblem(fmt.Sprintf("the data cannot be read from %s: %s", job.DataShown, reason(err)),
				"the path is relative to the spec; --data names another file."))
		}
		if f.targets == "" && data.TargetFile != "" {
			job.TargetFileShown = l.spec.Path(data.TargetFile)
			if err := readable(job.TargetFileShown); err != nil {
				return say(l, stderr, l.spec.TargetProblem(fmt.Sprintf("the targets cannot be read from %s: %s", job.TargetFileShown, reason(err)),
					"the path is relative to the spec; --target-file names another file."))
			}
		}
	default:
		return refuse(fmt.Errorf("%s names no data: write data: {file: …} into it, or give --data FILE", l.path))
	}
	if err := setTargets(job); err != nil {
		return refuse(err)
	}
	return absolute(&job.Data, job.DataShown)
}

// setTargets fills in the file of the targets, if there is one.
func setTargets(job *train.Job) error {
	shown := job.TargetFileShown
	if shown == "" {
		return nil
	}
	if !train.HoldsOneArray(job.DataShown) {
		return fmt.Errorf("%s has the targets in it: leave %s out, which data.target_file or --target-file names; it is for data that are one array", job.DataShown, shown)
	}
	if err := readable(shown); err != nil {
		return fmt.Errorf("the targets cannot be read from %s: %s", shown, reason(err))
	}
	return absolute(&job.TargetFile, shown)
}

func readable(path string) error {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		return errors.New("that is a folder")
	}
	return err
}
