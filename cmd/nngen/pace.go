package main

import (
	"time"

	"github.com/nngen/nngen/runtime/train"
)

// everySecond is the least time between two lines of epochs.
const everySecond = time.Second

// pace chooses the epochs that get a line: the first, the last, and between them one a second.
type pace struct {
	printed time.Time
	waiting *train.Event
}

// due reports whether an epoch that is over now gets its line at once.
func (p *pace) due(e train.Event, now time.Time) bool {
	if !p.printed.IsZero() && now.Sub(p.printed) < everySecond {
		p.waiting = &e
		return false
	}
	p.printed, p.waiting = now, nil
	return true
}

// last is the last epoch, unless it has its line.
func (p *pace) last() *train.Event {
	e := p.waiting
	p.waiting = nil
	return e
}
