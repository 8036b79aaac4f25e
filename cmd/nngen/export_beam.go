package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/beam"
	"github.com/nngen/nngen/runtime/train"
)

// beamFlags are the flags of nngen export --format beam.
type beamFlags struct {
	replace string
	trials  int
}

func (f *beamFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.replace, "replace", "", "of beam: nngen's own module, seen from the folder (default: a copy of what is needed of it)")
	must(cmd.MarkFlagDirname("replace"))
	cmd.Flags().IntVar(&f.trials, "trials", 20, "of beam, with a section search in the spec: how many trials the module holds for a pipeline that tunes; 0 for none")
}

// check refuses flags that only beam has.
func (f *beamFlags) check(cmd *cobra.Command, format string) error {
	if f.trials < 0 {
		return errors.New("--trials must be at least 0")
	}
	for _, name := range []string{"replace", "trials"} {
		if format != "beam" && cmd.Flags().Changed(name) {
			return fmt.Errorf("--%s goes with --format beam", name)
		}
	}
	return nil
}

// export writes the module: the package of the spec, as build writes it, and the pipeline around it.
func (f *beamFlags) export(cmd *cobra.Command, l loaded, weightsFile, dir string) error {
	path, err := modelWeights(l, weightsFile, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	if l.spec.Weights, err = filepath.Abs(path); err != nil {
		return refuse(err)
	}
	m := beam.Module{Spec: l.spec, Job: newJob(l.spec, train.ModePredict), Replace: filepath.ToSlash(f.replace)}
	if err := f.search(l, &m, dir); err != nil {
		return refuse(err)
	}
	files, err := m.Files()
	if err != nil {
		return refuse(err)
	}
	if err := beam.Replaceable(dir, files); err != nil {
		return refuse(err)
	}
	alone := false
	b := builder{out: dir, standalone: &alone, stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr()}
	if err := b.build(l); err != nil {
		return refuse(err)
	}
	if err := beam.Write(dir, files); err != nil {
		return refuse(err)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: module %s; to answer files: cd %s && go run . -in 'rows-*.csv' -out answers\n", dir, beam.Name(l.spec), shellQuote(dir))
	return refuse(err)
}

// search adds the trials of the spec's search, where it has one.
func (f *beamFlags) search(l loaded, m *beam.Module, dir string) error {
	if len(l.spec.Search) == 0 || f.trials == 0 {
		return nil
	}
	list, err := drawTrials(l.spec, f.trials)
	if err != nil {
		return err
	}
	for i := range list {
		t := &list[i]
		job := newJob(t.spec, train.ModeTrial)
		job.Rate = constantRate(t.spec)
		m.Trials = append(m.Trials, beam.Trial{
			Number: t.number, Package: unrated(t.spec), Keys: t.keys(), Values: t.values(), Job: job, Text: t.body(l)})
	}
	if m.Data, err = fromFolder(dir, l, l.spec.Data.File); err == nil {
		m.TargetFile, err = fromFolder(dir, l, l.spec.Data.TargetFile)
	}
	return err
}

// fromFolder is a file of the spec, seen from a folder; "" where there is none.
func fromFolder(dir string, l loaded, file string) (string, error) {
	if file == "" {
		return "", nil
	}
	path, err := filepath.Abs(l.spec.Path(file))
	if err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	rel, err := filepath.Rel(dir, path)
	return filepath.ToSlash(rel), err
}
