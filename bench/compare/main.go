// Command compare measures nngen and its peers side by side, in turn on one core, and prints a Markdown report.
//
// usage: compare [-peers NAME,…] [-metrics NAME,…] [-rounds N] [-cpus N,…] [-base CLONE] [-float64] [WORKLOAD…]
//
// Every peer is a process that answers "WORKLOAD METRIC" on a line of standard input with the nanoseconds of one call
// (package serve). In each round every peer is asked once, so that what else the machine does hits all alike; figures are
// medians over the rounds, and a ratio is the median of the ratios within the rounds. It runs in the folder bench.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

func main() {
	if err := run(parse()); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	peers, metrics, cpus []string
	rounds               int
	repo, base           string
	double               bool
}

func parse() *options {
	o := new(options)
	list := func(to *[]string) func(string) error {
		return func(text string) error { *to = strings.Split(text, ","); return nil }
	}
	o.metrics, o.cpus = metricNames, []string{strconv.Itoa(runtime.NumCPU() - 1), "0"}
	flag.Func("peers", "peers to run, by commas (default: all that can be built)", list(&o.peers))
	flag.Func("metrics", "metrics, by commas (default: all)", list(&o.metrics))
	flag.Func("cpus", "processors to pin to, by commas: the first, or as many as the peer has cores (default: the last and 0)", list(&o.cpus))
	flag.IntVar(&o.rounds, "rounds", 5, "rounds; figures are medians over them")
	flag.StringVar(&o.repo, "repo", "..", "clone of nngen to measure")
	flag.StringVar(&o.base, "base", "", "another clone, to measure as nngen-base")
	flag.BoolVar(&o.double, "float64", false, "networks in float64, those of nngen and torch")
	flag.Parse()
	return o
}

func run(o *options) error {
	groups, err := chosen(flag.Args())
	if err != nil {
		return err
	}
	if err := known("metric", o.metrics, allMetrics()); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "nngen-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := newBuilder(dir, o.repo, o.base, slices.Concat(groups...))
	b.double = o.double
	processes, err := start(b, o.peers, o.cpus)
	if err != nil {
		return err
	}
	m := &measurement{processes: processes, rounds: max(1, o.rounds), metrics: o.metrics, samples: map[cell][]float64{}}
	defer m.close()
	for _, group := range groups {
		if err := m.measure(group); err != nil {
			return err
		}
	}
	report(os.Stdout, m, b.workloads)
	return nil
}

// known refuses names that do not exist.
func known(what string, names, all []string) error {
	for _, name := range names {
		if !slices.Contains(all, name) {
			return fmt.Errorf("there is no %s %s: use %s", what, name, strings.Join(all, ", "))
		}
	}
	return nil
}
