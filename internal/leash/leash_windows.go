package leash

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// pass hands the end of the pipe on to the program and returns what it is called there.
func pass(cmd *exec.Cmd, end *os.File) string {
	handle := syscall.Handle(end.Fd())
	syscall.SetHandleInformation(handle, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT)
	cmd.SysProcAttr = &syscall.SysProcAttr{AdditionalInheritedHandles: []syscall.Handle{handle}}
	return strconv.FormatUint(uint64(handle), 10)
}

// terminate is what Windows has no signal for.
func terminate() {}

func group(*exec.Cmd) {}

func killGroup(leader *os.Process) error { return leader.Kill() }

func guard(int, *os.File) *exec.Cmd { return nil }
