//go:build !purego && !linux

package nn

// amxAllowed reports whether the operating system lets a program use tiles without being asked; it is not known to.
func amxAllowed() bool { return false }
