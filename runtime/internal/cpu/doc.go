// Package cpu finds out what the processor can do, and so which kernels run. The variable NNGEN_KERNELS forces a lesser set.
package cpu
