// Package kerneltest is what the tests of kernels share: slices between guard words or between pages that must not be touched,
// sums with the bounds of their errors, and runs with each set of kernels. Only tests import it.
package kerneltest
