package leash

import "syscall"

// endWithParent has the kernel send a signal when the thread ends that started the program. Go keeps its threads as long
// as no goroutine that is locked to one returns, and none here is.
func endWithParent(attr *syscall.SysProcAttr, signal syscall.Signal) { attr.Pdeathsig = signal }
