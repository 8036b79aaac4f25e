package nn

// ABI is the version of what generated packages rely on: names, signatures, layouts. Each of them compares it with the
// version that it was generated for, so that a package that no longer fits stops compiling instead of going wrong.
const ABI = 5
