package cpu

import (
	"os"
	"strconv"
)

// forced is the set of kernels that the environment asks for, or "".
var forced = asked(os.Getenv("NNGEN_KERNELS"))

// asked ends the process for a word that is no set of kernels of any processor: who forces a set wants to know that it runs, and there is
// nobody yet whom an error could be returned to. A set that this processor does not have forces nothing. fmt would be linked into every
// program that has a model.
func asked(set string) string {
	switch set {
	case "", "go", "avx2", "avx512", "amx", "neon":
		return set
	}
	os.Stderr.WriteString("nn: NNGEN_KERNELS is " + strconv.Quote(set) + ", but it must be one of go, avx2, avx512, amx, neon, or not set\n")
	os.Exit(2)
	return ""
}
