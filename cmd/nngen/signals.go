package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"time"

	"github.com/nngen/nngen/internal/leash"
	"github.com/nngen/nngen/internal/scratch"
	"github.com/nngen/nngen/runtime/train"
)

const (
	// once is how long signals count as one: go tool hands on what the terminal has sent to both.
	once = 300 * time.Millisecond

	// patience is how long a command may take to end by itself.
	patience = 500 * time.Millisecond
)

// ending is how a command ends that is asked to.
type ending struct {
	inOrder atomic.Bool // in its own time
}

type endingKey struct{}

// endInOrder lets the command take the time that it needs to keep what it has.
func endInOrder(ctx context.Context) {
	if e, ok := ctx.Value(endingKey{}).(*ending); ok {
		e.inOrder.Store(true)
	}
}

// untilSignal is a context that is done at the first signal. A second one ends the process, and so does the first where
// the command does not look at the context.
func untilSignal(stderr io.Writer) (ctx context.Context, stop func()) {
	e := &ending{}
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), endingKey{}, e))
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, train.EndSignals()...)
	// A pipe that nobody reads is an error of the write, and does not end the process.
	pipes := make(chan os.Signal, 1)
	signal.Notify(pipes, train.BrokenPipe)
	over := make(chan struct{})
	go func() {
		select {
		case <-signals:
			cancel()
			e.wait(signals, over, stderr)
		case <-over:
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		signal.Stop(pipes)
		close(over)
		cancel()
	}
}

// wait gives the command the time that it has after the first signal.
func (e *ending) wait(signals <-chan os.Signal, over <-chan struct{}, stderr io.Writer) {
	first := time.Now()
	late := time.After(patience)
	for {
		select {
		case <-over:
			return
		case <-signals:
			if time.Since(first) > once {
				end(stderr)
			}
		case <-late:
			if !e.inOrder.Load() {
				end(stderr)
			}
		}
	}
}

// end ends the process and what it has started, and removes its temporary folders.
func end(stderr io.Writer) {
	leash.KillAll()
	scratch.RemoveAll()
	fmt.Fprintln(stderr, "nngen: interrupted")
	os.Exit(1)
}
