package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/plain"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
)

// predictFlags are the flags of nngen predict.
type predictFlags struct {
	weights string
	keep    []string
	bad     choice
	in, out string
	shard   shard
}

func newPredict() *cobra.Command {
	f := predictFlags{bad: choice{words: []string{train.Stop, train.Skip, train.Blank}}, shard: shard{1, 1}}
	cmd := &cobra.Command{
		Use:   "predict SPEC",
		Short: "Read CSV rows from standard input and print predictions as CSV",
		Long: "predict reads a CSV with a header from standard input. It takes the columns of the inputs in any order, ignores\n" +
			"others, and prints one column per output, for classes after a column named class. --keep COLUMN, which may stand several\n" +
			"times, passes a column through; an answer of the same name is then called NAME_predicted. A row that cannot be read ends the command; --bad-rows skip leaves it out, blank\n" +
			"answers it with empty fields, and both tell how many there were.\n\n" +
			"With --in and --out it reads files and answers each with one of its name in a folder, in parts where it is large. What\n" +
			"is there already is not done again, so that a run goes on where another has ended. --shard lets several share the files.",
		Args: specAlone,
		RunE: func(cmd *cobra.Command, args []string) error {
			if (f.in == "") != (f.out == "") {
				return errors.New("--in and --out go together: the files to read, and the folder for the answers")
			}
			if f.in == "" && f.shard.of > 1 {
				return errors.New("--shard shares files: name them with --in")
			}
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return f.run(cmd, l)
		},
	}
	cmd.Flags().StringVar(&f.weights, "weights", "", "weights file (default: the spec's)")
	cmd.Flags().StringArrayVar(&f.keep, "keep", nil, "column to pass through (may stand several times)")
	f.bad.add(cmd, "bad-rows", "what to do with a row that cannot be read")
	cmd.Flags().StringVar(&f.in, "in", "", "CSV files to read in the place of standard input, such as 'rows-*.csv.gz'")
	cmd.Flags().StringVar(&f.out, "out", "", "folder for the answers to the files")
	must(cmd.MarkFlagDirname("out"))
	cmd.Flags().Var(&f.shard, "shard", "answer only the part I of N of the files")
	return cmd
}

func (f *predictFlags) run(cmd *cobra.Command, l loaded) error {
	job := newJob(l.spec, train.ModePredict)
	job.Keep, job.BadRows = f.keep, f.bad.String()
	if err := setWeights(job, l, f.weights, cmd.ErrOrStderr()); err != nil {
		return err
	}
	if f.in != "" {
		return f.predictFiles(cmd, l, job)
	}
	return f.program(cmd, l, job)
}

// program runs the program that does the job.
func (f *predictFlags) program(cmd *cobra.Command, l loaded, job *train.Job) error {
	r, err := newRunner(cmd.Context(), l.spec, job)
	if err != nil {
		return err
	}
	defer r.shop.Close()
	r.cmd.Stdin, r.cmd.Stdout, r.cmd.Stderr = cmd.InOrStdin(), plain.Below(cmd.OutOrStdout()), cmd.ErrOrStderr()
	if err := r.cmd.Start(); err != nil {
		return refuse(workshop.NotStarted(err))
	}
	if err := r.cmd.Wait(); err != nil {
		return cmp.Or(cmd.Context().Err(), r.ended(err))
	}
	return nil
}

// specAlone is oneSpec for a command that reads rows elsewhere than where people may name them.
func specAlone(cmd *cobra.Command, args []string) error {
	if cmd.Flags().Changed("in") && len(args) > 1 {
		return errors.New("--in takes one file, or a pattern in quotes, so that the shell does not put many files in its place: --in 'rows-*.csv'")
	}
	if len(args) == 2 {
		return fmt.Errorf("predict reads rows from standard input: %s predict %s < %s", called, shellQuote(args[0]), shellQuote(args[1]))
	}
	return oneSpec(cmd, args)
}
