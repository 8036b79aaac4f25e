package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/bench"
)

func newBench() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "bench SPEC",
		Short: "Measure how fast the package is on this machine",
		Long: "bench builds the package and measures one row, batches and a training step, against what this machine reaches in a\n" +
			"matrix product and in reading weights. The weights are those of the spec, or random ones where that file is missing.\n" +
			"Batches and training use as many cores as GOMAXPROCS allows.",
		Args: oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return benchSpec(cmd, l, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

func benchSpec(cmd *cobra.Command, l loaded, asJSON bool) error {
	weights, err := benchWeights(l, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	report, err := bench.Run(cmd.Context(), l.spec, weights)
	if err != nil {
		return refuse(err)
	}
	write := report.Table
	if asJSON {
		write = report.JSON
	}
	return refuse(write(cmd.OutOrStdout()))
}

// benchWeights is the file of weights that the spec names, or "" where there is none.
func benchWeights(l loaded, stderr io.Writer) (string, error) {
	if l.spec.Weights == "" {
		return "", nil
	}
	path := l.spec.Path(l.spec.Weights)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	_, err := readWeights(l, stderr)
	return path, err
}
