//go:build unix && !linux

package leash

import "syscall"

// endWithParent is what only Linux has. The pipe does without.
func endWithParent(*syscall.SysProcAttr, syscall.Signal) {}
