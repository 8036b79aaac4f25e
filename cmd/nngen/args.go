package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func oneSpec(cmd *cobra.Command, args []string) error {
	if len(args) == 2 && cmd.Flags().Lookup("data") != nil && !cmd.Flags().Changed("data") && !isSpecName(args[1]) {
		return fmt.Errorf("this command takes one SPEC, and data by a flag: %s %s %s --data %s", called, cmd.Name(), shellQuote(args[0]), shellQuote(args[1]))
	}
	return oneArg("SPEC", args)
}

// dash is what other programs call standard output, and nobody means as the name of a file.
const dash = "-"

var errDash = errors.New("it goes to a file, not to standard output: give its name")

// specEndings are those of the files of specs.
var specEndings = []string{".json", ".yml", ".yaml"}

// isSpecName reports whether a path ends as those of specs do.
func isSpecName(path string) bool { return slices.Contains(specEndings, filepath.Ext(path)) }

func oneArg(what string, args []string) error {
	switch len(args) {
	case 0:
		return fmt.Errorf("a %s is missing", what)
	case 1:
		return nil
	}
	return fmt.Errorf("this command takes one %s, not %d", what, len(args))
}

func someSpecs(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("a SPEC is missing")
	}
	return nil
}

func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("this command takes no arguments, but got %q", args[0])
	}
	return nil
}

// refuseUnknownHelp makes help about a command that does not exist an error.
func refuseUnknownHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	help, _, _ := root.Find([]string{"help"})
	help.Args = func(_ *cobra.Command, args []string) error {
		_, _, err := root.Find(args)
		return err
	}
}

// flagError says what a flag takes in the place of what the message tells of the functions of Go that read it.
func flagError(cmd *cobra.Command, err error) error {
	text, function, numeric := strings.Cut(err.Error(), ": strconv.")
	switch {
	case strings.HasPrefix(function, "ParseBool"):
		text += ": it is true or false"
	case strings.HasPrefix(function, "ParseUint"):
		text += ": it must be a whole number from 0 on"
	case numeric:
		text += ": it must be a whole number"
	case !cmd.HasParent() && (text == "unknown flag: --version" || strings.HasPrefix(text, "unknown shorthand flag: 'v'")):
		text += "; the command is: " + called + " version"
	}
	return errors.New(text)
}
