package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
)

// cell is what one peer does.
type cell struct{ peer, workload, metric string }

// measurement holds a sample, in nanoseconds, of each cell for each round.
type measurement struct {
	processes []*process
	rounds    int
	metrics   []string
	samples   map[cell][]float64
}

// measure asks all peers in turn for the workloads of a group, so that their samples of one round are neighbours.
func (m *measurement) measure(group []workload) error {
	for _, metric := range m.metrics {
		for range m.rounds {
			fmt.Fprint(os.Stderr, ".")
			for _, w := range group {
				for _, p := range m.processes {
					if err := m.ask(p, w.Name, metric); err != nil {
						return fmt.Errorf("%s: %w", p.name, err)
					}
				}
			}
		}
	}
	fmt.Fprintln(os.Stderr)
	return nil
}

func (m *measurement) ask(p *process, workload, metric string) error {
	text, err := p.ask(workload + " " + metric)
	if err != nil || text == "-" {
		return err
	}
	ns, err := strconv.ParseFloat(text, 64)
	c := cell{p.name, workload, metric}
	m.samples[c] = append(m.samples[c], ns)
	return err
}

func (m *measurement) close() {
	for _, p := range m.processes {
		p.in.Close()
		p.cmd.Wait()
	}
}

// ratio is the median over the rounds of the time of a cell against the fastest of others; there is none where one of
// the two was not measured.
func (m *measurement) ratio(c cell, others ...cell) (ratio float64, measured bool) {
	var list []float64
	for round, ns := range m.samples[c] {
		best := math.Inf(1)
		for _, other := range others {
			if s := m.samples[other]; len(s) > 0 {
				best = min(best, s[round])
			}
		}
		list = append(list, ns/best)
	}
	ratio = median(list)
	return ratio, ratio > 0
}

// median is NaN for an empty list.
func median(list []float64) float64 {
	if len(list) == 0 {
		return math.NaN()
	}
	list = slices.Sorted(slices.Values(list))
	n := len(list)
	return (list[(n-1)/2] + list[n/2]) / 2
}
