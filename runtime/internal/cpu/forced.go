package cpu

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// sets are the words of NNGEN_KERNELS, of all processors. One that this processor does not have forces nothing.
var sets = []string{"go", "avx2", "avx512", "amx", "neon"}

// forced is the set of kernels that the environment asks for, or "".
var forced = asked(os.Getenv("NNGEN_KERNELS"))

// asked ends the process for a word that is none: who forces a set wants to know that it runs, and there is nobody yet
// whom an error could be returned to.
func asked(set string) string {
	if set != "" && !slices.Contains(sets, set) {
		fmt.Fprintf(os.Stderr, "nn: NNGEN_KERNELS is %q, but it must be one of %s, or not set\n", set, strings.Join(sets, ", "))
		os.Exit(2)
	}
	return set
}
