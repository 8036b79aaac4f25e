package train

import "time"

// pulseTime is the least time between two events that tell how far the work is.
const pulseTime = 200 * time.Millisecond

// pulse says how far the work is, and when that was told.
type pulse struct {
	epoch, rows int // the epoch under way, counted from 1, and its rows that are learned
	told        time.Time
}

// due reports whether it is time to tell again.
func (p *pulse) due() bool {
	now := time.Now()
	if now.Sub(p.told) < pulseTime {
		return false
	}
	p.told = now
	return true
}

// beat lets the reading of data tell how far it is, with Job.Live.
func (s *session[E]) beat() {
	if !s.job.Live {
		return
	}
	s.job.reading = func(rows int) {
		if s.live.due() {
			s.events.emit(Event{Event: EventReading, Rows: rows})
		}
	}
}

// step counts rows that are learned, and tells it with Job.Live.
func (s *session[E]) step(rows int) {
	s.live.rows += rows
	if s.job.Live && s.live.due() {
		s.events.emit(Event{Event: EventStep, Epoch: s.live.epoch, Epochs: &s.job.Epochs, Rows: s.live.rows})
	}
}
