package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
)

// events runs the program and hands its events on, one by one, with the line that each came in. Errors and
// warnings are printed here. When ctx is done, or nobody reads any more what handle prints, a training is told to end in order, and
// its events go on to its end.
func (r *runner) events(ctx context.Context, stderr io.Writer, handle func(e train.Event, line []byte) error) error {
	r.cmd.Stderr = stderr
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		return refuse(err)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := r.cmd.Start(); err != nil {
		return refuse(workshop.NotStarted(err))
	}
	defer context.AfterFunc(ctx, r.endInOrder)()
	failed := r.handle(out, stderr, handle)
	err = r.cmd.Wait()
	switch {
	case failed != nil || err == nil:
		return failed
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return r.ended(err)
}

// ended is the error of a command whose program ended with err: a program that was not killed has said why, and one whose
// output nobody reads any more has nothing to say.
func (r *runner) ended(err error) error {
	status, ok := r.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if r.cmd.ProcessState.ExitCode() >= 0 || ok && status.Signaled() && status.Signal() == syscall.SIGPIPE {
		return errSaid
	}
	return refuse(fmt.Errorf("the program around the network was ended: %w", err))
}

// handle reads the events to their end and returns the first error.
func (r *runner) handle(out io.Reader, stderr io.Writer, each func(e train.Event, line []byte) error) (failed error) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e train.Event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			r.cmd.Process.Kill()
			return refuse(fmt.Errorf("internal error: the program printed %q", lines.Text()))
		}
		switch e.Event {
		case train.EventError:
			fmt.Fprintln(stderr, e.Message)
		case train.EventWarning:
			io.WriteString(stderr, prose(stderr, "warning: "+e.Message+"\n"))
		}
		if failed != nil {
			continue
		}
		if failed = each(e, lines.Bytes()); failed != nil {
			r.endInOrder()
		}
	}
	return failed
}

// endInOrder tells the program to keep what it has.
func (r *runner) endInOrder() {
	if r.cmd.Process.Signal(syscall.SIGTERM) != nil {
		r.cmd.Process.Kill() // Windows knows no other way; from its console, an interrupt reaches the program by itself
	}
}

// unread reports whether nobody reads any more what was to be printed.
func unread(err error) bool { return errors.Is(err, syscall.EPIPE) }
