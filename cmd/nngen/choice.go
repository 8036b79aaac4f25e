package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/spec/diag"
)

// choice is the value of a flag that takes one of a few words, the first of which is the default.
type choice struct {
	words  []string
	chosen string
}

// String is the word chosen.
func (c *choice) String() string {
	if c.chosen == "" && len(c.words) > 0 {
		return c.words[0]
	}
	return c.chosen
}

// Set chooses a word.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return unknownWord(word, c.words)
	}
	c.chosen = word
	return nil
}

// Type is how the flag's value is called in the help.
func (c *choice) Type() string { return strings.Join(c.words, "|") }

// add gives a command the flag, whose words a shell completes. Where the usage says what is the default, the help does not say the first word.
func (c *choice) add(cmd *cobra.Command, name, usage string) {
	cmd.Flags().Var(c, name, usage)
	if strings.Contains(usage, "(default") {
		cmd.Flags().Lookup(name).DefValue = "" // the help would say a second one
	}
	must(cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(c.words, cobra.ShellCompDirectiveNoFileComp)))
}

// unknownWord says what was meant, or else what there is.
func unknownWord(word string, words []string) error {
	if near := diag.Nearest(word, words); near != "" {
		return fmt.Errorf("did you mean %s?", near)
	}
	return errors.New("use one of " + strings.Join(words, ", "))
}
