package cpu

import (
	"os"
	"slices"
	"strconv"
)

// sets are the words of NNGEN_KERNELS, of all processors. One that this processor does not have forces nothing.
var sets = []string{"go", "avx2", "avx512", "amx", "neon"}

// forced is the set of kernels that the environment asks for, or "".
var forced = asked(os.Getenv("NNGEN_KERNELS"))

// asked ends the process for a word that is none: who forces a set wants to know that it runs, and there is nobody yet
// whom an error could be returned to. fmt would be linked into every program that has a model.
func asked(set string) string {
	if set != "" && !slices.Contains(sets, set) {
		list := ""
		for _, s := range sets {
			list += s + ", "
		}
		os.Stderr.WriteString("nn: NNGEN_KERNELS is " + strconv.Quote(set) + ", but it must be one of " + list + "or not set\n")
		os.Exit(2)
	}
	return set
}
