// Command nngen compiles declarative specs of small neural networks into Go packages, trains them and proves them.
//
// Run "nngen help" for the commands. Exit status: 0 done; 1 the spec, the data or the check says no; 2 wrong usage.
// Diagnostics go to standard error, results to standard output.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/plain"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run executes one command line and returns the exit status. What is printed quotes files of strangers, so it is made
// plain.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	results, messages := plain.New(stdout), plain.New(stderr)
	defer messages.Flush()
	return execute(args, stdin, results, messages)
}

func execute(args []string, stdin io.Reader, stdout *plain.Writer, stderr io.Writer) int {
	root := newRoot(stdout)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetErr(stderr)
	if len(args) == 0 {
		root.SetOut(stderr)
		root.Help()
		return 2
	}
	ctx, stop := untilSignal(stderr)
	defer stop()
	cmd, err := root.ExecuteContextC(ctx)
	stdout.Flush()
	return status(cmd, undelivered(err, stdout.Err()), stderr)
}

// undelivered is the error of a command that ended with err after the results could not be written: what is not read by
// whoever asked for it is not done, even where the command did not look.
func undelivered(err, unwritten error) error {
	if unwritten != nil && (err == nil || err == errSaid || errors.Is(err, unwritten)) {
		return refuse(unwritten)
	}
	return err
}

// status is the exit status of a command that ended with err, which is printed.
func status(cmd *cobra.Command, err error, stderr io.Writer) int {
	var no refusal
	switch {
	case err == nil:
		return 0
	case unread(err):
		return 1
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "nngen: interrupted")
		return 1
	case errors.As(err, &no):
		if no.error != nil {
			fmt.Fprintln(stderr, "nngen:", no)
		}
		return 1
	}
	fmt.Fprintf(stderr, "nngen: %v\nRun \"%s --help\" for usage.\n", err, cmd.CommandPath())
	return 2
}

// refusal is the answer no: exit status 1. With a nil error everything has been said already.
type refusal struct{ error }

// Unwrap gives way to the reason.
func (r refusal) Unwrap() error { return r.error }

// refuse makes err end the command with exit status 1.
func refuse(err error) error {
	if err == nil {
		return nil
	}
	return refusal{err}
}

// errSaid ends the command with exit status 1 when the reason has been printed.
var errSaid = refusal{}

// Error is the text of the reason.
func (r refusal) Error() string {
	if r.error == nil {
		return "no"
	}
	return r.error.Error()
}

// newRoot makes the commands. The one that completes takes the output when it is made.
func newRoot(stdout io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:   "nngen",
		Short: "nngen compiles specs of small neural networks into Go",
		Long: "nngen compiles declarative specs of small neural networks into Go packages with forward pass, backward pass\n" +
			"and optimizer, trains them on a CSV, and proves them against a float64 oracle.",
		SilenceUsage: true, SilenceErrors: true,
		Annotations: map[string]string{cobra.CommandDisplayNameAnnotation: called},
	}
	root.SetOut(stdout)
	specCommands := []*cobra.Command{newCheck(), newBuild(), newInspect(), newTrain(), newTune(), newEval(), newPredict(), newVerify(), newBench(), newExport()}
	completeFiles(specCommands)
	confine(specCommands)
	root.AddCommand(specCommands...)
	root.AddCommand(newInit(), newImport(), newOps(), newSchema(), newExplain(), newVersion())
	root.SetFlagErrorFunc(flagError)
	refuseUnknownHelp(root)
	demandShell(root)
	return root
}
