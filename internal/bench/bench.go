package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/bench/meter"
	"github.com/nngen/nngen/internal/inspect"
	"github.com/nngen/nngen/internal/leash"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/spec"
)

// rounds over which the figures are medians.
const rounds = 5

// batches are the numbers of rows that ForwardBatch is measured with, as long as a call is no more than mostWork
// multiply-adds.
var batches = []int{1, 4, 16, 64, 256, 1024}

const mostWork = 1 << 35

// Run measures the package of a spec, with the weights of a file or, where it is "", with random ones.
func Run(ctx context.Context, s *spec.Spec, weights string) (*Report, error) {
	described, err := inspect.New(s)
	if err != nil {
		return nil, err
	}
	req := request(s, described)
	req.Weights = []byte(weights)
	shop, err := workshop.Open()
	if err != nil {
		return nil, err
	}
	defer shop.Close()
	program, err := shop.Add(s.Package, s, workshop.Bench)
	if err != nil {
		return nil, err
	}
	if err := shop.Build(ctx); err != nil {
		return nil, err
	}
	answer, err := ask(program.Command(ctx), req)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return newReport(s, weights, described, answer), nil
}

func request(s *spec.Spec, r *inspect.Report) *meter.Request {
	req := &meter.Request{Step: s.Train.Batch, Labels: s.Output.Task.Labels, Log1p: slices.ContainsFunc(s.Outputs(), func(out *spec.Output) bool { return out.Log1p }), Bytes: r.Totals.Bytes, Rounds: rounds}
	if s.Output.Task.Classes {
		req.Classes = s.NumOutputs()
	}
	if s.Typed() {
		for _, in := range s.Encodings() {
			req.Codes = append(req.Codes, slices.Repeat([]int{codes(in)}, in.Entries())...)
		}
	}
	for _, rows := range batches {
		if int64(rows)*int64(r.Totals.MultiplyAdds) <= mostWork {
			req.Batches = append(req.Batches, rows)
		}
	}
	return req
}

// codes is how many values an entry of an input has.
func codes(in *op.Input) int {
	switch {
	case in.Type.Go == op.GoValue:
		return len(in.Values)
	case in.Type.Go == op.GoBool:
		return 2
	case in.Log1p:
		return meter.AboveZero
	}
	return 0
}

// ask runs the program around the package.
func ask(cmd *leash.Command, req *meter.Request) (*meter.Response, error) {
	text, err := json.Marshal(req)
	if err != nil {
		return nil, err
	}
	var out, log bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(text), &out, &log
	if err := cmd.Start(); err != nil {
		return nil, workshop.NotStarted(err)
	}
	if err := cmd.Wait(); err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(log.String()), "\n")
		return nil, fmt.Errorf("the program around the package failed: %w: %s", err, first)
	}
	answer := new(meter.Response)
	return answer, json.Unmarshal(out.Bytes(), answer)
}
