// Package leash runs programs that do not outlive the process that started them, however that process ends.
//
// The parent holds one end of a pipe. When it is gone the system closes that end, and [Hold], which the program calls
// first, hears of it. On Linux the kernel tells the program as well. A program that is not ours, the Go toolchain, is run
// by [Tree] with all the processes that it starts.
package leash

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"time"
)

// variable names, in the environment of the program, its end of the pipe.
const variable = "NNGEN_LEASH"

// grace is the time in which a program may end in order, as it would at a SIGTERM, when its parent is gone.
const grace = 700 * time.Millisecond

// Hold ends the program after its parent. Without a parent that has it on a leash it does nothing.
func Hold() {
	end, err := strconv.Atoi(os.Getenv(variable))
	if err != nil {
		return
	}
	os.Unsetenv(variable)
	pipe := os.NewFile(uintptr(end), "leash")
	go func() {
		if _, err := pipe.Read(make([]byte, 1)); err != io.EOF {
			return
		}
		terminate()
		time.Sleep(grace)
		os.Exit(1)
	}()
}

// Command is a program that ends with this process.
type Command struct {
	*exec.Cmd
	tree  bool
	ends  []*os.File // of the pipe: the program's, ours
	guard *exec.Cmd
}

// Program is a program that calls [Hold]. It is killed when ctx is done.
func Program(ctx context.Context, path string, args ...string) *Command {
	return &Command{Cmd: exec.CommandContext(ctx, path, args...)}
}

// Tree is a foreign program, which is killed, with the processes that it has started, when ctx is done.
func Tree(ctx context.Context, path string, args ...string) *Command {
	c := &Command{Cmd: exec.CommandContext(ctx, path, args...), tree: true}
	c.Cancel = c.kill
	return c
}

// Start starts the program.
func (c *Command) Start() error {
	ours, theirs, err := c.pipe()
	if err != nil {
		return err
	}
	c.ends = []*os.File{ours, theirs}
	if c.tree {
		group(c.Cmd)
	} else {
		c.Env = append(c.Environ(), variable+"="+pass(c.Cmd, theirs))
	}
	if err := c.Cmd.Start(); err != nil {
		return errors.Join(err, c.release())
	}
	if c.tree {
		c.guard = guard(c.Process.Pid, theirs)
	}
	live.add(c)
	return nil
}

func (c *Command) pipe() (ours, theirs *os.File, err error) {
	theirs, ours, err = os.Pipe()
	return ours, theirs, err
}

// Wait waits until the program has ended.
func (c *Command) Wait() error {
	err := c.Cmd.Wait()
	live.remove(c)
	if c.guard != nil {
		c.ends[0].WriteString("\n")
		c.guard.Wait()
	}
	c.release()
	return err
}

// Run starts the program and waits until it has ended.
func (c *Command) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

func (c *Command) release() error {
	return errors.Join(c.ends[0].Close(), c.ends[1].Close())
}

// kill ends the program at once, without a word.
func (c *Command) kill() error {
	if c.tree {
		return killGroup(c.Process)
	}
	return c.Process.Kill()
}

// commands are those that run.
type commands struct {
	sync.Mutex
	list map[*Command]bool
}

var live = commands{list: map[*Command]bool{}}

func (l *commands) add(c *Command) {
	l.Lock()
	defer l.Unlock()
	l.list[c] = true
}

func (l *commands) remove(c *Command) {
	l.Lock()
	defer l.Unlock()
	delete(l.list, c)
}

// KillAll ends all programs that run, before the process ends by force.
func KillAll() {
	live.Lock()
	defer live.Unlock()
	for c := range live.list {
		c.kill()
	}
}
