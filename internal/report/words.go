package report

import (
	"fmt"
	"math"
	"strconv"

	"github.com/nngen/nngen/runtime/train"
)

// happened is a sentence about an event that ends or interrupts a training.
func happened(e train.Event) string {
	switch e.Event {
	case train.EventResumed:
		return fmt.Sprintf("The training was resumed after epoch %d; the curves begin there.", e.Epoch)
	case train.EventStopped:
		if e.Message != "" {
			return fmt.Sprintf("It ended after epoch %d: %s.", e.Epoch, e.Message)
		}
		return fmt.Sprintf("Early stopping ended it after epoch %d: the validation loss was best in epoch %d, whose weights are kept.", e.Epoch, e.BestEpoch)
	case train.EventInterrupted:
		return fmt.Sprintf("It was interrupted after epoch %d.", e.Epoch)
	}
	return "It diverged: " + e.Message + "."
}

// number is a number in four digits.
func number(v *float64) string {
	if v == nil {
		return "–"
	}
	text := strconv.FormatFloat(*v, 'g', 4, 64)
	if size := math.Abs(*v); size < 1e4 || size >= 1e9 {
		return text
	}
	rounded, _ := strconv.ParseFloat(text, 64) // as it was written
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// percent is a share in three digits.
func percent(v float64) string { return fmt.Sprintf("%.3g %%", 100*v) }

// metricNames are what a metric is called.
var metricNames = map[string]string{"accuracy": "accuracy", "r2": "R²"}

func metricName(metric string) string {
	if name, ok := metricNames[metric]; ok {
		return name
	}
	return metric
}

// score is a score as people say it.
func score(metric string, v *float64) string {
	if v == nil || metric != "accuracy" {
		return number(v)
	}
	return percent(*v)
}
