package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/nngen/nngen/runtime/train"
)

// events runs the program and hands its events on, one by one, with the line that each came in. An error event is
// printed here.
func (r *runner) events(stderr io.Writer, handle func(e train.Event, line []byte) error) error {
	r.cmd.Stderr = stderr
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		return refuse(err)
	}
	if err := r.cmd.Start(); err != nil {
		return refuse(err)
	}
	var failed error
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e train.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return refuse(fmt.Errorf("internal error: the program printed %q", lines.Text()))
		}
		if e.Event == train.EventError {
			fmt.Fprintln(stderr, e.Message)
		}
		if err := handle(e, lines.Bytes()); err != nil && failed == nil {
			failed = err
		}
	}
	err = r.cmd.Wait()
	if failed != nil || err == nil {
		return failed
	}
	if r.cmd.ProcessState.ExitCode() < 0 {
		return refuse(fmt.Errorf("the program around the network was ended: %w", err))
	}
	return errSaid
}
