package train

import (
	"syscall"
	"testing"
)

// TestLateSignal: a signal that comes after the work is done does not make a failure of it.
func TestLateSignal(t *testing.T) {
	_, stop := untilSignal()
	stop()
	for range 20 {
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
	}
}
