package main

import (
	"errors"

	"github.com/spf13/cobra"
)

// completeFiles lets shells complete the specs of commands and the files and folders that their flags name. The values of
// other flags are completed where these are declared.
func completeFiles(commands []*cobra.Command) {
	endings := map[string][]string{"data": {"csv", "gz", "npz", "npy", "idx"}, "target-file": {"npy", "idx", "gz"}, "weights": {"safetensors"}}
	for _, cmd := range commands {
		cmd.ValidArgsFunction = completeSpec
		for flag, ending := range endings {
			if cmd.Flags().Lookup(flag) != nil {
				must(cmd.MarkFlagFilename(flag, ending...))
			}
		}
	}
}

// completeSpec offers the files that can be specs: one, unless the command takes several.
func completeSpec(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 && cmd.ValidateArgs(append(args, "another")) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []string{"yaml", "yml", "json"}, cobra.ShellCompDirectiveFilterFileExt
}

// demandShell makes the command completion without a shell an error.
func demandShell(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	completion, _, _ := root.Find([]string{"completion"})
	completion.RunE = func(*cobra.Command, []string) error {
		return errors.New("a shell is missing: bash, zsh, fish or powershell")
	}
}

// must is for what fails only where a flag is misspelt in this package.
func must(err error) {
	if err != nil {
		panic("internal error: " + err.Error())
	}
}
