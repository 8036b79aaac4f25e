package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
)

// report prints the counters of a run that is over. Parts that could not be read are an error.
func report(w io.Writer, settings *Settings, all metrics.QueryResults) error {
	counters := map[string]int64{}
	var lines []string
	for _, c := range all.Counters() {
		if c.Key.Namespace == "nngen" {
			counters[c.Name()] += c.Result()
		}
	}
	for name, n := range counters {
		lines = append(lines, fmt.Sprintf("%s: %d\n", name, n))
	}
	for _, d := range all.Distributions() {
		if r := d.Result(); d.Key.Namespace == "nngen" && r.Count > 0 {
			lines = append(lines, fmt.Sprintf("%s: mean %d, from %d to %d\n", d.Name(), r.Sum/r.Count, r.Min, r.Max))
		}
	}
	slices.Sort(lines)
	for _, line := range lines {
		if _, err := io.WriteString(w, line); err != nil {
			return err
		}
	}
	if n := counters["unreadable_parts"]; n > 0 {
		return fmt.Errorf("parts that could not be read and have no answers: %d; the files in %s/rejected say why", n, settings.Out)
	}
	return nil
}
