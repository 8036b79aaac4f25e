package meter

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"

	nn "github.com/nngen/nngen/runtime"
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
	s := &session[E, In, T, Out]{net: net}
	if err := json.NewDecoder(in).Decode(&s.req); err != nil {
		return fmt.Errorf("cannot read the request: %w", err)
	}
	s.draw()
	calls, err := s.calls()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(answer(calls, machine[E](s.req.Bytes), s.req.Rounds))
}

func answer(calls []*work, machine *gauges, rounds int) *Response {
	measure(append(machine.all(), calls...), rounds)
	r := &Response{
		GoVersion: runtime.Version(), Kernels: nn.Kernels(), Cores: runtime.GOMAXPROCS(0),
		Peak: best(machine.products), Stream: best(machine.streams), Memory: best(machine.memory),
	}
	for _, w := range calls {
		r.Works = append(r.Works, Work{w.name, w.rows, w.median(), w.allocs()})
	}
	return r
}
