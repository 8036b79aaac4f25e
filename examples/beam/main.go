// Command penguinsbeam answers rows with the network penguins on Apache Beam. README.md says how to run it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

func main() {
	var settings Settings
	settings.flags(flag.CommandLine)
	flag.Parse()
	beam.Init()
	work := func(ctx context.Context) error { return run(ctx, &settings) }
	if err := work(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, settings *Settings) error {
	if err := settings.check(); err != nil {
		return err
	}
	if isLocal() { // a worker elsewhere may see other files
		if _, err := settings.parts(ctx); err != nil {
			return err
		}
	}
	p, s := beam.NewPipelineWithRoot()
	Answer(s, *settings)
	result, err := beamx.RunWithMetrics(ctx, p)
	if err != nil {
		return err
	}
	if result == nil { // the job goes on without this program
		return nil
	}
	if err := tidy(ctx, settings); err != nil {
		return err
	}
	return report(os.Stdout, settings, result.Metrics().AllMetrics())
}

// isLocal tells whether the pipeline runs in this process.
func isLocal() bool { return slices.Contains([]string{"", "prism", "PrismRunner"}, *runners.Runner) }
