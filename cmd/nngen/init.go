package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/profile"
	"github.com/nngen/nngen/internal/schema"
	"github.com/nngen/nngen/internal/starter"
	"github.com/nngen/nngen/spec"
)

func newInit() *cobra.Command {
	task := choice{words: op.Names(op.Tasks), chosen: "multiclass"}
	var table profile.Options
	cmd := &cobra.Command{
		Use:   "init NAME [--data CSV]",
		Short: "Begin a model: write a commented spec, for data at hand or with some to train it on",
		Long: "init writes NAME.yaml, a commented spec that trains as it is, NAME.csv, data made up for it, and the JSON Schema that\n" +
			"editors complete and check specs with. It overwrites nothing.\n\n" +
			"With --data it reads a CSV instead, all of it, and writes the spec that fits it: what the network is asked, the type of\n" +
			"each column, its values, what stands for gaps, and how to train, by the number of rows. It says which columns it leaves\n" +
			"out and why: those without a value or with the same in every row, those that number the rows, texts that differ in\n" +
			"nearly every row, and what gives the target away. NAME.csv is then not written.",
		Example: "  nngen init penguins --data penguins.csv --target Species\n" +
			"  nngen check penguins.yaml --data\n" +
			"  nngen train penguins.yaml",
		Args:              oneName,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := fittingFlags(cmd.Flags()); err != nil {
				return err
			}
			if table.Data != "" {
				table.Model = args[0]
				return refuse(beginTable(table, cmd.OutOrStdout()))
			}
			return refuse(begin(args[0], task.String(), cmd.OutOrStdout()))
		},
	}
	task.add(cmd, "task", "what the network of a starter is asked")
	cmd.Flags().StringVar(&table.Data, "data", "", "write the spec for the rows of this CSV")
	cmd.Flags().StringVar(&table.Target, "target", "", "the column that the network is to tell (default: the last one)")
	cmd.Flags().StringArrayVar(&table.Drop, "drop", nil, "a column to leave out; may be given several times")
	return cmd
}

// fittingFlags holds the flags for a table against each other.
func fittingFlags(flags *pflag.FlagSet) error {
	switch data := flags.Lookup("data"); {
	case data.Changed && data.Value.String() == "":
		return errors.New("--data names no file")
	case data.Changed && flags.Changed("task"):
		return errors.New("--task is about a starter, and --data about a table, which tells itself what it asks: give one of them")
	case data.Changed:
		return nil
	}
	for _, name := range []string{"target", "drop"} {
		if flags.Changed(name) {
			return fmt.Errorf("--%s is about a table: give --data CSV, too", name)
		}
	}
	return nil
}

// oneName demands a name that the checker takes.
func oneName(_ *cobra.Command, args []string) error {
	if err := oneArg("NAME", args); err != nil {
		return err
	}
	if list := spec.CheckModel(args[0]); len(list) > 0 {
		return fmt.Errorf("%s: %s", list[0].Message, list[0].Hint)
	}
	return nil
}

// begin writes the files of a new model, or none.
func begin(name, task string, stdout io.Writer) error {
	if err := createAll(starter.Files(name, task)); err != nil {
		return err
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

// createAll writes files, or none. A schema that is there already serves all models.
func createAll(files []starter.File) error {
	var written []string
	for _, f := range files {
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
	return nil
}

// create writes a file that is not there yet, whole or not at all.
func create(file starter.File) error {
	f, err := os.OpenFile(file.Name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errThere(file.Name)
	case err != nil:
		return fmt.Errorf("%s cannot be written: %s", file.Name, reason(err))
	}
	if _, err = f.Write(file.Data); err != nil {
		return errors.Join(fmt.Errorf("%s cannot be written: %s", file.Name, reason(err)), f.Close(), os.Remove(file.Name))
	}
	return f.Close()
}
