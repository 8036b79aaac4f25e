package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/schema"
	"github.com/nngen/nngen/internal/starter"
	"github.com/nngen/nngen/spec"
)

func newInit() *cobra.Command {
	task := choice{words: op.Names(op.Tasks), chosen: "multiclass"}
	cmd := &cobra.Command{
		Use:   "init NAME",
		Short: "Begin a model: write a commented spec and data to train it on",
		Long: "init writes NAME.yaml, a commented spec that trains as it is, NAME.csv, data made up for it, and the JSON Schema that\n" +
			"editors complete and check specs with. It overwrites nothing.",
		Args:              oneName,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return refuse(begin(args[0], task.String(), cmd.OutOrStdout()))
		},
	}
	task.add(cmd, "task", "what the network is asked")
	return cmd
}

// oneName demands a name that the checker takes.
func oneName(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("this command takes one NAME, not %d", len(args))
	}
	if list := spec.CheckModel(args[0]); len(list) > 0 {
		return fmt.Errorf("%s: %s", list[0].Message, list[0].Hint)
	}
	return nil
}

// begin writes the files of a new model, or none. A schema that is there already serves this model too.
func begin(name, task string, stdout io.Writer) error {
	var written []string
	for _, f := range starter.Files(name, task) {
		if _, err := os.Stat(f.Name); f.Name == schema.FileName && err == nil {
			continue
		}
		if err := create(f); err != nil {
			for _, path := range written {
				err = errors.Join(err, os.Remove(path))
			}
			return err
		}
		written = append(written, f.Name)
	}
	_, err := fmt.Fprintf(stdout, `%[1]s.yaml is the spec, %[1]s.csv holds data made up for it, %[2]s is for editors.

Next:
  %[4]s train %[1]s.yaml    trains it
  %[4]s inspect %[1]s.yaml  shows its layers
  %[4]s build %[1]s.yaml    compiles it into the Go package %[3]s

Then put your own data and names in; the comments of %[1]s.yaml say how.
`, name, schema.FileName, strings.ReplaceAll(name, "_", ""), called)
	return err
}

// create writes a file that is not there yet, whole or not at all.
func create(file starter.File) error {
	f, err := os.OpenFile(file.Name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s is there already, and init overwrites nothing: remove it, or use another name", file.Name)
	case err != nil:
		return fmt.Errorf("%s cannot be written: %s", file.Name, reason(err))
	}
	if _, err = f.Write(file.Data); err != nil {
		return errors.Join(fmt.Errorf("%s cannot be written: %s", file.Name, reason(err)), f.Close(), os.Remove(file.Name))
	}
	return f.Close()
}
