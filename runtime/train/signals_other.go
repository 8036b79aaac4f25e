//go:build !unix && !windows

package train

import "os"

// BrokenPipe and hangUp do not exist here: nobody is ever notified of os.Kill.
var (
	BrokenPipe = os.Kill
	hangUp     = os.Kill
)
