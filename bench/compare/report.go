package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
)

// report writes the machine, the times of each metric, and how they stand to the goals.
func report(w io.Writer, m *measurement, workloads []workload) {
	fmt.Fprintf(w, "%s, %s; medians of %d rounds; in brackets the ratio %s/peer.\n", processor(), runtime.GOOS, m.rounds, ours)
	for _, p := range m.processes {
		fmt.Fprintf(w, "- %s: %s\n", p.name, p.version)
	}
	for _, metric := range m.metrics {
		m.times(w, metric, workloads)
	}
	fmt.Fprint(w, "\n**goals**\n\n")
	m.goals(w)
}

// processor is the name that the processor has in /proc/cpuinfo, else its architecture.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	_, after, _ := strings.Cut(string(text), "model name\t: ")
	if name, _, found := strings.Cut(after, "\n"); found {
		return name
	}
	return runtime.GOARCH
}

// times writes a row for each workload and a column for each peer that has the metric, if there is one.
func (m *measurement) times(w io.Writer, metric string, workloads []workload) {
	var peers []string
	for _, p := range m.processes {
		for _, l := range workloads {
			if len(m.samples[cell{p.name, l.Name, metric}]) > 0 {
				peers = append(peers, p.name)
				break
			}
		}
	}
	if len(peers) == 0 {
		return
	}
	fmt.Fprintf(w, "\n**%s**\n\n", metric)
	row(w, append([]string{"workload"}, peers...)...)
	row(w, strings.Split(strings.Repeat("-- ", len(peers))+"--", " ")...)
	for _, l := range workloads {
		cells := []string{l.Name}
		for _, name := range peers {
			cells = append(cells, m.time(cell{name, l.Name, metric}))
		}
		row(w, cells...)
	}
}

// time is the time of a cell with the ratio of ours to it.
func (m *measurement) time(c cell) string {
	if len(m.samples[c]) == 0 {
		return ""
	}
	text := duration(median(m.samples[c]))
	if ratio, measured := m.ratio(cell{ours, c.workload, c.metric}, c); measured && c.peer != ours {
		text += fmt.Sprintf(" (%.2f)", ratio)
	}
	return text
}

func (m *measurement) goals(w io.Writer) {
	row(w, "workload", "metric", ours, "goal", "ratio", "met")
	row(w, "--", "--", "--", "--", "--", "--")
	for _, g := range goals {
		c, others := g.cells()
		if ratio, measured := m.ratio(c, others...); measured {
			row(w, g.workload, g.metric, duration(median(m.samples[c])), g.String(), fmt.Sprintf("%.2f", ratio), g.verdict(ratio))
		}
	}
}

func row(w io.Writer, cells ...string) { fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")) }

// duration shows nanoseconds by three digits and a unit.
func duration(ns float64) string {
	for _, unit := range []string{"ns", "µs", "ms"} {
		if ns < 999.5 {
			return fmt.Sprintf("%.3g %s", ns, unit)
		}
		ns /= 1000
	}
	return fmt.Sprintf("%.3g s", ns)
}
