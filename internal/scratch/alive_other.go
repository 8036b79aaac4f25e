//go:build !unix

package scratch

import "os"

// alive trusts FindProcess, which on Windows opens the process.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	p.Release()
	return true
}
