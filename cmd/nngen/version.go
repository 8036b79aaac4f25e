package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	nn "github.com/nngen/nngen/runtime"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of nngen, of the spec language and of the runtime's ABI",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "nngen %s, spec language 1, runtime ABI %d\n", version(), nn.ABI)
			return refuse(err)
		},
	}
}

// modulePath is the module of nngen.
const modulePath = "github.com/nngen/nngen"

// version is that of the module, as the Go toolchain recorded it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
			if m.Path == modulePath && m.Version != "" {
				return m.Version
			}
		}
	}
	return "(devel)"
}
