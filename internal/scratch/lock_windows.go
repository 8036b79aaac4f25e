package scratch

import "os"

// lock makes a file that nobody can remove as long as it is open.
func lock(path string) (*os.File, error) { return os.Create(path) }

// abandoned reports whether the process that had the file open is gone.
func abandoned(path string) bool { return os.Remove(path) == nil }
