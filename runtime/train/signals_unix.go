//go:build unix || windows

package train

import (
	"os"
	"syscall"
)

// BrokenPipe is sent to a process that writes to a pipe which nobody reads. It ends those that are not notified.
var BrokenPipe os.Signal = syscall.SIGPIPE

var hangUp os.Signal = syscall.SIGHUP
