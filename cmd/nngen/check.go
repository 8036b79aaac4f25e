package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/spec/diag"
)

func newCheck() *cobra.Command {
	format := choice{words: []string{"text", "json"}}
	var data string
	var c checker
	cmd := &cobra.Command{
		Use:   "check SPEC... [--data [CSV]]",
		Short: "Check specs and print what is wrong with them",
		Long: "check prints what is wrong with specs. With --data it also reads the rows, of the file that each spec names or of the one\n" +
			"given, and prints all that is wrong with them: by column, with how many rows there are and the first places.",
		Args: someSpecs,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.json, c.stdout, c.stderr = format.String() == "json", cmd.OutOrStdout(), cmd.ErrOrStderr()
			specs := args
			if cmd.Flags().Changed("data") {
				c.rows = true
				var err error
				if specs, c.from.file, err = dataOf(args, data); err != nil {
					return err
				}
			}
			return c.run(specs)
		},
	}
	format.add(cmd, "format", "how to print diagnostics")
	cmd.Flags().StringVar(&data, "data", "", "read the rows, too: those of a CSV or of arrays (default: the spec's)")
	c.from.addTargets(cmd)
	cmd.Flags().Lookup("data").NoOptDefVal = ownData
	return cmd
}

// ownData stands for the data that a spec names.
const ownData = " "

// dataOf finds the file of --data, whose value may stand behind it as if it were one more spec.
func dataOf(args []string, flag string) (specs []string, csv string, err error) {
	if flag != ownData {
		return args, flag, nil
	}
	for _, arg := range args {
		switch {
		case slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(arg))):
			specs = append(specs, arg)
		case csv != "":
			return nil, "", fmt.Errorf("--data takes one file, not %s and %s", csv, arg)
		default:
			csv = arg
		}
	}
	return specs, csv, someSpecs(nil, specs)
}

// checker checks specs and, where rows is set, the rows of their data or of one file.
type checker struct {
	json, rows     bool
	from           dataFlags
	stdout, stderr io.Writer
}

// run checks specs. As JSON it prints one list with the diagnostics of all.
func (c *checker) run(args []string) error {
	paths, err := expand(args)
	if err != nil {
		return err
	}
	all := diag.List{}
	for _, p := range paths {
		l := load(p)
		if !c.json {
			diag.Render(c.stderr, l.src, l.problems)
		}
		all = append(all, l.problems...)
		if c.rows && l.spec != nil {
			found, err := c.data(l)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
	}
	if c.json {
		if err := writeList(c.stdout, all); err != nil {
			return refuse(err)
		}
	}
	if all.HasErrors() {
		return errSaid
	}
	return nil
}

func writeList(w io.Writer, all diag.List) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(all)
}
