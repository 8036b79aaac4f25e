package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func oneSpec(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("this command takes one SPEC, not %d", len(args))
	}
	return nil
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

// flagError leaves out what the message tells of the functions of Go that read the flag.
func flagError(_ *cobra.Command, err error) error {
	text, _, _ := strings.Cut(err.Error(), ": strconv.")
	return errors.New(text)
}
