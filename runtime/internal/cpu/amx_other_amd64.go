//go:build !purego && !linux

package cpu

// AMXAllowed reports whether the operating system lets a program use tiles without being asked; it is not known to.
func AMXAllowed() bool { return false }
