package scratch

import "os"

// lock makes a file that nobody can remove as long as it is open.
func lock(path string) (*os.File, error) { return os.Create(path) }

// ifAbandoned removes something where the process that had the file open is gone.
func ifAbandoned(path string, remove func()) {
	if os.Remove(path) == nil {
		remove()
	}
}
