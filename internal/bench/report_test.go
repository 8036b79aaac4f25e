package bench

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/bench/meter"
)

// net is a network of 2·4 + 4·1 = 12 multiply-adds and 17 parameters, on a machine with round limits.
func net() *Report {
	return &Report{Model: "net", Precision: "float32", Parameters: 17, MultiplyAdds: 12, Bytes: 68, Rounds: 5,
		Machine: Machine{OS: "linux", Arch: "amd64", GoVersion: "go1.26", Kernels: "go", Cores: 1, Peak: 1e9, Stream: 1e10, Memory: 1e9}}
}

// TestCall computes the figures of calls of which they are known.
func TestCall(t *testing.T) {
	r := net()
	for _, test := range []struct {
		work meter.Work
		want Call
	}{
		{meter.Work{Func: meter.Forward, Rows: 1, Nanoseconds: 100},
			Call{Func: "Forward", Rows: 1, Nanoseconds: 100, Rate: 1e7, Flops: 24e7, OfPeak: 0.24, Bytes: 68e7, OfStream: 0.068}},
		{meter.Work{Func: meter.ForwardBatch, Rows: 10, Nanoseconds: 1000, Allocs: 2},
			Call{Func: "ForwardBatch", Rows: 10, Nanoseconds: 1000, Rate: 1e7, Flops: 24e7, OfPeak: 0.24, Bytes: 68e6, OfStream: 0.0068, Allocs: 2}},
		// Forward and both gradients are 72 operations, without that of the inputs 16 less.
		{meter.Work{Func: meter.Step, Rows: 10, Nanoseconds: 1000},
			Call{Func: "Step", Rows: 10, Nanoseconds: 1000, Rate: 1e7, Flops: 56e7, OfPeak: 0.56}},
	} {
		if got := r.call(test.work, 8); got != test.want {
			t.Errorf("%v gives\n%+v instead of\n%+v", test.work, got, test.want)
		}
	}
}

// TestTable holds the whole table.
func TestTable(t *testing.T) {
	r := net()
	r.Calls = []Call{
		{Func: "Forward", Rows: 1, Nanoseconds: 100, Rate: 1e7, Flops: 24e7, OfPeak: 0.24, Bytes: 68e7, OfStream: 0.068},
		{Func: "Step", Rows: 10, Nanoseconds: 12345, Rate: 1e7, Flops: 56e7, OfPeak: 0.56, Allocs: 3},
	}
	const want = `net: float32, 17 parameters in 68 bytes, 12 multiply-adds per row, weights random
machine: unknown processor, linux/amd64, go1.26, kernels go, GOMAXPROCS 1
limits: matrix products reach 1.00 GFLOP/s; weights of this size stream at 10.0 GB/s, large ones at 1.00 GB/s

call     rows     time  per row  rows/s  FLOP/s  of peak  weights B/s  of stream  allocs
Forward     1   100 ns   100 ns  10.0 M   240 M      24%        680 M         7%       0
Step       10  12.3 µs  1.23 µs  10.0 M   560 M      56%            -          -       3
`
	var got strings.Builder
	if err := r.Table(&got); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("the table is\n%s", got.String())
	}
}

// TestDigits shows three digits on both sides of each limit.
func TestDigits(t *testing.T) {
	for v, want := range map[float64]string{0: "0.00", 9.994: "9.99", 9.996: "10.0", 99.94: "99.9", 99.96: "100", 999: "999"} {
		if got := digits(v); got != want {
			t.Errorf("%v is shown as %s", v, got)
		}
	}
	if got := duration(999.6); got != "1.00 µs" {
		t.Errorf("999.6 ns are shown as %s", got)
	}
}
