package train

import (
	"fmt"
	"math"
)

// leastFall is the share of the loss that a rate must take away to be suggested.
const leastFall = 0.05

// suggestRate suggests the rate at which the loss falls fastest, and says why. Where it does not fall the rate is 0.
func suggestRate(rates, losses []float64) (rate float64, reason string) {
	if len(losses) == 0 {
		return 0, "the loss of the first batch is not finite: look at the data, or normalize the inputs (normalize: standard)"
	}
	lowest := 0
	for i, loss := range losses {
		if loss < losses[lowest] {
			lowest = i
		}
	}
	if losses[0]-losses[lowest] < leastFall*math.Abs(losses[0]) {
		return 0, fmt.Sprintf("the loss falls at none of the rates: %.3g at first, %.3g at best", losses[0], losses[lowest])
	}
	steepest := 0
	for i := range lowest {
		if fall(losses, i) > fall(losses, steepest) {
			steepest = i
		}
	}
	reason = fmt.Sprintf("the loss falls fastest there; it is lowest at %.2g", rates[lowest])
	if end := len(rates) - 1; lowest < end {
		reason += fmt.Sprintf(", and rises beyond, to %.3g at %.2g", losses[end], rates[end])
	}
	return rates[steepest], reason
}

// fall is how much is lost around i.
func fall(losses []float64, i int) float64 {
	a, b := max(0, i-rateWindow), min(len(losses)-1, i+rateWindow)
	return (losses[a] - losses[b]) / float64(b-a)
}
