//go:build !purego

package cpu

import (
	"sync"
	"syscall"
)

// AMXAllowed asks Linux for the use of tiles, once. It is not done when the program starts, since from then on every
// thread needs a larger stack for signals. Go's are large enough. Where one of C's is not, Linux refuses; but C that asks
// for a small one later is refused itself, and needs NNGEN_KERNELS=avx512.
func AMXAllowed() bool {
	amxOnce.Do(func() {
		const archReqXcompPerm, xtileData = 0x1023, 18
		_, _, failed := syscall.RawSyscall(syscall.SYS_ARCH_PRCTL, archReqXcompPerm, xtileData, 0)
		amxGranted = failed == 0
	})
	return amxGranted
}

var (
	amxOnce    sync.Once
	amxGranted bool
)
