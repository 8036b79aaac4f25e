package train

import (
	"fmt"
	"io"
	"os"

	"github.com/nngen/nngen/internal/numbers"
)

// Main does the job in the file named by the first argument of the program
// and ends the process: with status 0, or with 1 if the data, the weights or
// the course of training say no. Train and eval then print an [EventError] or
// [EventDiverged], predict writes to standard error.
//
// An interrupt (Ctrl-C), SIGTERM or SIGHUP gives up the epoch that is under
// way, but for the first one, and ends training with everything that belongs
// to its end. Further ones change nothing: nngen is who ends the program then.
func Main[E Float, In, T, Out any](net Network[E, In, T, Out]) {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: PROGRAM JOB.json (nngen train, eval and predict run this program)")
		os.Exit(1)
	}
	job, err := readJob(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	switch net := any(untyped(net)).(type) {
	case *network[float32]:
		os.Exit(run32(job, net))
	case *network[float64]:
		os.Exit(run64(job, net))
	}
}

// run32 and run64 are compiled with this package, and so is all that they run. Inlined it would be the program's.
//
//go:noinline
func run32(job *Job, net *network[float32]) int { return run(job, net, os.Stdin, os.Stdout, os.Stderr) }

//go:noinline
func run64(job *Job, net *network[float64]) int { return run(job, net, os.Stdin, os.Stdout, os.Stderr) }

// run does the job and returns the exit status.
func run[E Float](job *Job, net *network[E], stdin io.Reader, stdout, stderr io.Writer) int {
	if job.Mode == ModePredict && len(job.Files) > 0 {
		return 1 - numbers.Bit(predictFiles(job, net, stdout, stderr))
	}
	if job.Mode == ModePredict {
		failed, err := predict(job, net, stdin, stdout)
		failed.tell(stderr)
		if err != nil {
			fmt.Fprintln(stderr, err)
			return 1
		}
		return 0
	}
	s := &session[E]{job: job, net: net, events: &events{w: stdout}}
	err := s.run()
	if err != nil && err != errDiverged {
		s.events.emit(Event{Event: EventError, Message: err.Error()})
	}
	if s.events.err != nil {
		fmt.Fprintln(stderr, "cannot report:", s.events.err)
	}
	if err != nil || s.events.err != nil {
		return 1
	}
	return 0
}

func (s *session[E]) run() error {
	switch s.job.Mode {
	case ModeTrain:
		return s.train()
	case ModeRates:
		return s.tryRates()
	case ModeTrial:
		return s.trial(untilSignal)
	case ModeEval:
		return s.eval()
	}
	return fmt.Errorf("unknown mode %q in the job", s.job.Mode)
}
