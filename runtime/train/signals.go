package train

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// EndSignals are the signals that ask a process to end, but for those that it was started to ignore, as nohup does with
// SIGHUP.
func EndSignals() (list []os.Signal) {
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, hangUp} {
		if !signal.Ignored(s) {
			list = append(list, s)
		}
	}
	return list
}

// untilSignal is a context that is done at the first signal to end. Further ones change nothing, so that one that comes
// from the terminal and from nngen counts once, even where the second comes when all is done and the program about to
// return. A pipe that nobody reads ends nothing by itself.
func untilSignal() (ctx context.Context, stop context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	signals, pipes := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(signals, EndSignals()...)
	signal.Notify(pipes, BrokenPipe)
	go func() {
		select {
		case <-signals:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}
