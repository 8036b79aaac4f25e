//go:build unix

package leash

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// pass hands the end of the pipe on to the program and returns what it is called there.
func pass(cmd *exec.Cmd, end *os.File) string {
	cmd.ExtraFiles = append(cmd.ExtraFiles, end)
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	endWithParent(cmd.SysProcAttr, syscall.SIGTERM)
	return strconv.Itoa(2 + len(cmd.ExtraFiles))
}

// terminate asks this process to end in order.
func terminate() { syscall.Kill(os.Getpid(), syscall.SIGTERM) }

// group makes the program the leader of a group of processes.
func group(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	endWithParent(cmd.SysProcAttr, syscall.SIGKILL)
}

func killGroup(leader *os.Process) error { return syscall.Kill(-leader.Pid, syscall.SIGKILL) }

// guard kills the group when the pipe is closed before a line came through it: the processes that the leader has started
// know of no leash. Where there is no shell, it is only the leader that the kernel ends.
func guard(leader int, end *os.File) *exec.Cmd {
	cmd := exec.Command("/bin/sh", "-c", `read -r line || kill -9 -"$0"`, strconv.Itoa(leader))
	cmd.Stdin = end
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if cmd.Start() != nil {
		return nil
	}
	return cmd
}
