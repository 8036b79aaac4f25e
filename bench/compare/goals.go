package main

import (
	"cmp"
	"fmt"
	"strings"
)

// goal bounds the time of a peer of ours by that of the fastest of others.
type goal struct {
	workload, metric string
	limit            float64
	others           []string
	aim              bool   // wished for, not demanded
	peer             string // default: ours
	otherWorkload    string // default: the same
}

var goals = []goal{
	{workload: "tiny", metric: infer1, limit: 0.8, others: []string{"c-gcc"}},
	{workload: "tiny", metric: infer1, limit: 1, others: []string{"c-hand"}, aim: true},
	{workload: "tiny", metric: infer1, limit: 1.2, others: []string{"c-hand"}},
	{workload: "tiny", metric: "infer2", limit: 1, others: []string{"c-hand", "xnnpack", "onnxruntime"}},
	{workload: "tiny", metric: "infer4", limit: 1, others: []string{"c-hand", "xnnpack", "onnxruntime"}},
	{workload: "tiny", metric: "infer8", limit: 1, others: []string{"c-hand", "xnnpack", "onnxruntime"}},
	{workload: "tiny", metric: "infer32", limit: 1, others: []string{"c-hand", "xnnpack", "onnxruntime"}},
	{workload: "tiny", metric: infer256, limit: 0.25, others: []string{"onnxruntime"}},
	{workload: "tiny", metric: train, limit: 2, others: []string{"c-plain"}},
	{workload: "tiny", metric: train, limit: 1, others: []string{"c-plain"}, aim: true},
	{workload: "tiny", metric: train, limit: 1.3, others: []string{"c-hand"}},
	{workload: "small", metric: infer1, limit: 1, others: []string{"c-gcc"}},
	{workload: "small", metric: infer1, limit: 1, others: []string{"c-hand"}, aim: true},
	{workload: "small", metric: infer256, limit: 0.6, others: []string{"onnxruntime"}},
	{workload: "small", metric: train, limit: 0.9, others: []string{"c-plain"}},
	{workload: "small", metric: train, limit: 1, others: []string{"c-hand"}, aim: true},
	{workload: "leaky", metric: infer1, limit: 1, others: []string{"c-gcc", "xnnpack", "onnxruntime"}},
	{workload: "leaky", metric: train, limit: 1, others: []string{"c-hand"}},
	{workload: "deep", metric: infer1, limit: 1, others: []string{"c-gcc"}},
	{workload: "leaky", metric: infer256, limit: 0.55, others: []string{"xnnpack", "onnxruntime"}},
	{workload: "medium", metric: infer1, limit: 1, others: []string{"c-gcc"}},
	{workload: "medium", metric: infer1, limit: 0.6, others: []string{"nngen-bf16"}, peer: "nngen-int8"},
	{workload: "large", metric: infer1, limit: 0.6, others: []string{"nngen-bf16"}, peer: "nngen-int8"},
	{workload: "medium", metric: infer1, limit: 0.4, others: []string{"onnxruntime"}},
	{workload: "medium", metric: infer1, limit: 0.65, others: []string{"c-hand"}, peer: "nngen-bf16"},
	{workload: "medium", metric: infer256, limit: 0.95, others: []string{"torch", "onnxruntime"}},
	{workload: "medium", metric: train, limit: 0.5, others: []string{"torch"}},
	{workload: "large", metric: infer1, limit: 0.85, others: []string{"onnxruntime"}},
	{workload: "large", metric: infer256, limit: 1, others: []string{"torch", "onnxruntime"}},
	{workload: "large", metric: train, limit: 1, others: []string{"torch"}},
	{workload: "square127", metric: infer1, limit: 1.25, others: []string{ours}, otherWorkload: "square128"},
	{workload: "square127", metric: infer256, limit: 1.25, others: []string{ours}, otherWorkload: "square128"},
	{workload: "square127", metric: train, limit: 1.25, others: []string{ours}, otherWorkload: "square128"},
	{workload: "square67", metric: infer1, limit: 1.4, others: []string{ours}, otherWorkload: "square64"},
	{workload: "square67", metric: infer256, limit: 1.4, others: []string{ours}, otherWorkload: "square64"},
	{workload: "square67", metric: train, limit: 1.4, others: []string{ours}, otherWorkload: "square64"},
	{workload: "lenet", metric: infer1, limit: 0.7, others: []string{"onnxruntime"}},
	{workload: "lenet", metric: infer64, limit: 1, others: []string{"onnxruntime"}},
	{workload: "lenet", metric: train, limit: 0.5, others: []string{"torch"}},
	{workload: "dscnn", metric: infer1, limit: 0.7, others: []string{"onnxruntime"}},
	{workload: "dscnn", metric: infer64, limit: 1, others: []string{"onnxruntime"}},
	{workload: "dscnn", metric: train, limit: 0.5, others: []string{"torch"}},
	{workload: "signal", metric: infer1, limit: 0.7, others: []string{"onnxruntime"}},
	{workload: "signal", metric: infer64, limit: 1, others: []string{"onnxruntime"}},
	{workload: "signal", metric: train, limit: 0.5, others: []string{"torch"}},
	{workload: "microkws", metric: infer1, limit: 0.7, others: []string{"onnxruntime"}},
	{workload: "microkws", metric: infer64, limit: 1, others: []string{"onnxruntime"}},
	{workload: "microkws", metric: train, limit: 0.5, others: []string{"torch"}},
}

// cells are what the goal compares.
func (g goal) cells() (c cell, others []cell) {
	c = cell{cmp.Or(g.peer, ours), g.workload, g.metric}
	for _, name := range g.others {
		others = append(others, cell{name, cmp.Or(g.otherWorkload, g.workload), g.metric})
	}
	return c, others
}

// String says the goal, for example "≤ 0.80 of c-gcc".
func (g goal) String() string {
	text := fmt.Sprintf("≤ %.2f of %s", g.limit, strings.Join(g.others, " or "))
	if g.otherWorkload != "" {
		text = fmt.Sprintf("≤ %.2f of %s", g.limit, g.otherWorkload)
	}
	if g.aim {
		text = "aim: " + text
	}
	return text
}

// verdict says whether a ratio is within the goal.
func (g goal) verdict(ratio float64) string {
	switch {
	case ratio <= g.limit:
		return "yes"
	case g.aim:
		return "not yet"
	}
	return "**no**"
}
