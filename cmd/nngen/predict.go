package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/plain"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
)

func newPredict() *cobra.Command {
	var weights string
	var keep []string
	bad := choice{words: []string{train.Stop, train.Skip, train.Blank}}
	cmd := &cobra.Command{
		Use:   "predict SPEC",
		Short: "Read CSV rows from standard input and print predictions as CSV",
		Long: "predict reads a CSV with a header from standard input. It takes the columns of the inputs in any order, ignores\n" +
			"others, and prints one column per output, for classes after a column named class. --keep COLUMN, which may stand several\n" +
			"times, passes a column through; an answer of the same name is then called NAME_predicted. A row that cannot be read ends the command; --bad-rows skip leaves it out, blank\n" +
			"answers it with empty fields, and both tell how many there were.",
		Args: oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			job := newJob(l.spec, train.ModePredict)
			job.Keep, job.BadRows = keep, bad.String()
			if err := setWeights(job, l, weights, cmd.ErrOrStderr()); err != nil {
				return err
			}
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
		},
	}
	cmd.Flags().StringVar(&weights, "weights", "", "weights file (default: the spec's)")
	cmd.Flags().StringArrayVar(&keep, "keep", nil, "column to pass through (may stand several times)")
	bad.add(cmd, "bad-rows", "what to do with a row that cannot be read")
	return cmd
}
