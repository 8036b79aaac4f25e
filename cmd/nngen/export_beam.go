package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/beam"
	"github.com/nngen/nngen/runtime/train"
)

// beamFlags are the flags of nngen export --format beam.
type beamFlags struct {
	replace string
}

func (f *beamFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.replace, "replace", "", "of beam: where nngen's own module is, seen from the folder (default: a copy of what is needed of it)")
	must(cmd.MarkFlagDirname("replace"))
}

// check refuses flags that only beam has.
func (f *beamFlags) check(cmd *cobra.Command, format string) error {
	for _, name := range []string{"replace"} {
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
