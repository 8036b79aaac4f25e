package probe

import (
	"encoding/gob"
	"fmt"
	"io"
	"os"
)

// Main answers the request on standard input. It ends the process with status 1 and a message on standard error where
// it cannot.
func Main[E Float, In, T, Out any](net Network[E, In, T, Out]) {
	if err := run(net, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run[E Float, In, T, Out any](net Network[E, In, T, Out], in io.Reader, out io.Writer) error {
	s := &session[E, In, T, Out]{net: net, req: &Request{}}
	if err := gob.NewDecoder(in).Decode(s.req); err != nil {
		return fmt.Errorf("cannot read the request: %w", err)
	}
	s.readBatch()
	e := gob.NewEncoder(out)
	if err := e.Encode(s.answer()); err != nil {
		return err
	}
	return s.steps(func(step Step) error { return e.Encode(step) })
}

func (s *session[E, In, T, Out]) answer() *Response {
	m := s.model()
	t := s.net.NewTrainer(m)
	r := &Response{
		Outputs:    s.outputs(m),
		Batches:    s.batches(m),
		Loss:       float64(t.Loss(s.xs, s.ts)),
		Gradient:   s.backward(t, s.xs, s.ts),
		InputGrads: s.inputGrads(t),
		Weighted:   s.weighted(t),
		Soft:       s.soft(t),
		From:       s.from(t),
	}
	r.FromInputGrads = s.inputGrads(t)
	r.Spans, r.Properties, r.Allocs = s.spans(t), s.properties(), s.allocs()
	r.Trained = s.trained()
	return r
}
