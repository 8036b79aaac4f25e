package train

import (
	"fmt"
	"math"
	"slices"
)

// fewestLaps is how many epochs a curve has that is judged.
const fewestLaps = 10

// losses are the training losses, epoch by epoch.
func (o *outcome) losses() (list []float64) {
	for _, l := range o.laps {
		list = append(list, l.loss)
	}
	return list
}

// rateHigh recognizes steps that are so long that they miss: the loss goes up and down and does not get far.
func rateHigh(o *outcome) *notice {
	losses := o.losses()
	if len(losses) < fewestLaps {
		return nil
	}
	half := losses[len(losses)/2:]
	rise := 15.0 // percent
	if o.job.masks() {
		rise = 50 // another part of the network answers in each epoch
	}
	rises := 0
	for i, loss := range half[1:] {
		if loss > (1+rise/100)*half[i] {
			rises++
		}
	}
	if rises < max(3, len(half)/5) || o.training.Score > wellKnown {
		return nil
	}
	return &notice{CodeRateHigh, fmt.Sprintf("the training loss jumps: in the last %d epochs it rose %d times by more than %v %%, between %.3g and %.3g: "+
		"the steps are longer than the slope they follow%s; try a tenth of the learning rate (--find-lr suggests one)", len(half), rises, rise, slices.Min(half), slices.Max(half), o.step())}
}

// wellKnown is the score of training rows that a loss may jump at: near 0 it does so however it is learned.
const wellKnown = 0.97

// rateLow recognizes a training that is not at its end: the loss has not got far, and falls as fast as before.
func rateLow(o *outcome) *notice {
	losses := o.losses()
	n := len(losses)
	if n < fewestLaps {
		return nil
	}
	first, last, before := losses[0], losses[n-1], losses[n-1-n/5]
	falls := 0
	for i, loss := range losses[n/2:] {
		if loss < losses[n/2+i-1] {
			falls++
		}
	}
	steady := falls >= (n-n/2)*9/10 && before-last > 0.12*(first-last)
	if !steady || last < 0.5*first || first-last < 0.001*first || !o.validationFalls() {
		return nil
	}
	cause := fmt.Sprintf("the steps are short%s; try a larger learning rate (--find-lr suggests one) or more epochs", o.step())
	if o.job.LBFGS != nil { // which finds their length
		cause = "try more epochs"
	}
	return &notice{CodeRateLow, fmt.Sprintf("training was not at its end: the loss, %.3g in the first epoch, still fell from %.3g to %.3g in the last %d of %d epochs, as fast as before: %s",
		first, before, last, n/5, n, cause)}
}

// validationFalls tells whether the validation loss is lowest at the end, or there is none.
func (o *outcome) validationFalls() bool {
	lowest := slices.MinFunc(o.laps, func(a, b lap) int {
		if a.validation < b.validation {
			return -1
		}
		return 1
	})
	n := len(o.laps)
	return math.IsNaN(lowest.validation) || lowest.epoch > o.laps[n-1].epoch-max(1, n/5)
}

// byHeart recognizes a network that knows its rows better than what they have in common.
func byHeart(o *outcome) *notice {
	seen := o.gap()
	if seen == "" {
		seen = o.turn()
	}
	perRow := float64(o.params) / float64(o.training.Rows)
	switch {
	case seen != "" && perRow > manyPerRow:
		return &notice{CodeFewRows, fmt.Sprintf("%d parameters learn from %d rows, %.0f for each, and %s: the network learns the rows by heart; try fewer units, or more rows", o.params, o.training.Rows, perRow, seen)}
	case seen != "":
		return &notice{CodeOverfitting, fmt.Sprintf("%s: the network learns its rows by heart; try %sweight_decay, a dropout layer, fewer units or more rows", seen, o.stopping())}
	case o.part == "" && perRow > manyPerRow:
		return &notice{CodeFewRows, fmt.Sprintf("%d parameters learn from %d rows, %.0f for each, and no rows are kept that would tell whether the network learns the others by heart; "+
			"write split: {test: 0.2} under data, or try fewer units", o.params, o.training.Rows, perRow)}
	}
	return nil
}

// manyPerRow is how many parameters for each row are many: a network that learned what the rows have in common would need fewer.
const manyPerRow = 20

// stopping is the first remedy where it is not taken yet.
func (o *outcome) stopping() string {
	switch {
	case o.job.Patience > 0:
		return ""
	case o.job.Validation == 0:
		return "a validation part with early_stopping, "
	}
	return "early_stopping: {patience: 20} under train, "
}

// gap says how much better the rows are known that were learned than others, if that is more than chance makes of so few.
func (o *outcome) gap() string {
	if o.part == "" || o.held.Rows < fewestRows {
		return ""
	}
	train, held := o.training.Score, o.held.Score
	least := 0.2
	if o.metric == "accuracy" {
		least = max(0.1, 3*math.Sqrt(held*(1-held)/float64(o.held.Rows)))
	}
	if train-held < least {
		return ""
	}
	return fmt.Sprintf("%s is %.3g on the training part, but %.3g on the %s part", o.metric, train, held, o.part)
}

// turn says that the validation loss rose long ago while the training loss went on to fall, where the weights kept are the last.
func (o *outcome) turn() string {
	n := len(o.laps)
	if n < fewestLaps || o.job.Patience > 0 || math.IsNaN(o.laps[0].validation) || o.validation.Rows < fewestRows {
		return ""
	}
	var validation []float64
	for _, l := range o.laps {
		validation = append(validation, l.validation)
	}
	smoothed := smooth(validation, 2)
	at := 0
	for i, v := range smoothed {
		if v < smoothed[at] {
			at = i
		}
	}
	best, last := o.laps[at], o.laps[n-1]
	if smoothed[n-1] < 1.5*smoothed[at] || last.loss > 0.8*best.loss {
		return ""
	}
	return fmt.Sprintf("since epoch %d the validation loss rose from %.3g to %.3g, while the training loss fell from %.3g to %.3g",
		best.epoch, best.validation, last.validation, best.loss, last.loss)
}

// underfitting recognizes a network that does not even know the rows that it learned.
func underfitting(o *outcome) *notice {
	least := o.baseline + 0.1*(1-o.baseline)
	if o.training.Score >= least || o.metric == "accuracy" && o.baseline > 0.8 {
		return nil
	}
	simplest := "the mean of the target has"
	if o.metric == "accuracy" {
		simplest = "the same answer for all has"
	}
	return &notice{CodeUnderfitting, fmt.Sprintf("even the rows that were learned are hardly told apart (%s %.3g, and %s %.3g): the network is too small for them, was trained too briefly, or the inputs do not "+
		"say what the target is; try more units or another layer, more epochs, and further columns", o.metric, o.training.Score, simplest, o.baseline)}
}
