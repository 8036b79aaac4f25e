package main

import (
	"fmt"
	"slices"
	"strings"
)

// workload is a network of specs/NAME.yaml, or of the text of its spec.
type workload struct {
	Name    string
	Rows    int  // of a batch of predictions
	Batch   int  // of a training step, as in the spec
	Classes bool // the targets are classes
	spec    string
}

// Sizes are the batches of predictions that are measured: few rows, and as many as the workload has.
func (w workload) Sizes() []int { return append(slices.Clone(few), w.Rows) }

// Package is that of the network.
func (w workload) Package() string { return strings.ReplaceAll(w.Name, "_", "") }

// groups holds what is measured in turn: one workload, or two that are compared with each other.
var groups = [][]workload{
	{{"tiny", 256, 32, true, ""}},
	{{"small", 256, 32, false, ""}},
	{{"leaky", 256, 32, false, ""}},
	{{"deep", 256, 32, false, ""}},
	{{"medium", 256, 64, true, ""}},
	{{"mediumleaky", 256, 64, true, ""}},
	{{"large", 256, 256, true, ""}},
	{{"square127", 256, 64, false, ""}, {"square128", 256, 64, false, ""}},
	{{"square67", 256, 64, false, ""}, {"square64", 256, 64, false, ""}},
	{{"lenet", 64, 64, true, ""}},
	{{"dscnn", 64, 64, true, ""}},
	{{"signal", 64, 64, true, ""}},
	{{"microkws", 64, 64, true, ""}},
}

// large4096 is no group, since its weights take 201 MB in each peer: it is measured where it is named.
var large4096 = []workload{{"huge", 256, 256, false, ""}}

// The metrics: one row, a batch of as many rows as the workload has, and a whole training step (forward, backward, update).
const (
	infer1   = "infer1"
	infer64  = "infer64"
	infer256 = "infer256"
	train    = "train"
)

var metricNames = []string{infer1, infer64, infer256, train}

// few are batches of few rows, which are measured where their metrics are named.
var few = []int{2, 3, 4, 8, 32}

// allMetrics are the metrics that can be named.
func allMetrics() []string {
	names := slices.Clone(metricNames)
	for _, rows := range few {
		names = append(names, fmt.Sprint("infer", rows))
	}
	return names
}

// chosen returns the groups of the workloads named, or all of the first kind; "functions" stands for all of the second.
func chosen(names []string) ([][]workload, error) {
	if len(names) == 0 {
		return groups, nil
	}
	functions := functionGroups()
	if len(names) == 1 && names[0] == "functions" {
		return functions, nil
	}
	groups := append(append(functions, large4096), groups...)
	var list [][]workload
	for _, name := range names {
		has := func(w workload) bool { return w.Name == name }
		i := slices.IndexFunc(groups, func(g []workload) bool { return slices.ContainsFunc(g, has) })
		if i < 0 {
			return nil, fmt.Errorf("there is no workload %s", name)
		}
		list = append(list, groups[i])
	}
	return list, nil
}
