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
	var names []string
	for _, c := range all.Counters() {
		if c.Key.Namespace != "nngen" {
			continue
		}
		if _, known := counters[c.Name()]; !known {
			names = append(names, c.Name())
		}
		counters[c.Name()] += c.Result()
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(w, "%s: %d\n", name, counters[name])
	}
	for _, d := range all.Distributions() {
		if r := d.Result(); d.Key.Namespace == "nngen" && r.Count > 0 {
			fmt.Fprintf(w, "%s: mean %.6g, from %.6g to %.6g\n", d.Name(), float64(r.Sum)/float64(r.Count), float64(r.Min), float64(r.Max))
		}
	}
	if n := counters["unreadable_parts"]; n > 0 {
		return fmt.Errorf("parts that could not be read and have no answers: %d; the files in %s/rejected say why", n, settings.Out)
	}
	return nil
}
