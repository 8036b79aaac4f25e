package train

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
)

// Trial does a job of ModeTrial in a program of others until ctx is done, and returns what came of it: an [EventDone]. It leaves
// the signals of the process alone.
func Trial[E Float, In, T, Out any](ctx context.Context, job *Job, net Network[E, In, T, Out]) (*Event, error) {
	switch net := any(untyped(net)).(type) {
	case *network[float32]:
		return trial32(ctx, job, net)
	case *network[float64]:
		return trial64(ctx, job, net)
	}
	return nil, errors.New("internal error: the elements of the network are neither float32 nor float64")
}

// trial32 and trial64 are compiled with this package, as run32 and run64 are.
//
//go:noinline
func trial32(ctx context.Context, job *Job, net *network[float32]) (*Event, error) {
	return inProcess(ctx, job, net)
}

//go:noinline
func trial64(ctx context.Context, job *Job, net *network[float64]) (*Event, error) {
	return inProcess(ctx, job, net)
}

func inProcess[E Float](ctx context.Context, job *Job, net *network[E]) (*Event, error) {
	var said bytes.Buffer
	s := &session[E]{job: job, net: net, events: &events{w: &said}}
	if err := s.trial(func() (context.Context, context.CancelFunc) { return ctx, func() {} }); err != nil {
		return nil, err
	}
	for dec := json.NewDecoder(&said); ; {
		e := new(Event)
		if err := dec.Decode(e); err != nil {
			return nil, errors.New("internal error: a trial has ended without saying how")
		}
		if e.Event == EventDone {
			return e, nil
		}
	}
}
