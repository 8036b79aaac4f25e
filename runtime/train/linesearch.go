package train

import "math"

const (
	enough = 1e-4 // of the decrease that the slope promises, what a step has to bring: c1
	level  = 0.9  // of the slope, what may be left where a step ends: c2

	mostTries = 25 // of lengths in a search
)

// trialStep is a step that was tried: its length, the value there, and the slope along it.
type trialStep struct{ length, value, slope float64 }

// lineSearch looks for the length of a step.
type lineSearch struct {
	try  func(length float64) trialStep
	from trialStep // of length 0
	left int       // tries
}

// wolfe finds a step that meets the strong Wolfe conditions (Nocedal & Wright, algorithm 3.5), or where tries run out the lowest that
// brings enough; its length is 0 where none does.
func (s *lineSearch) wolfe(length float64) trialStep {
	before := s.from
	for s.left > 0 {
		now := s.next(length)
		switch {
		case !s.brings(now) || now.value >= before.value:
			return s.zoom(before, now)
		case s.isLevel(now):
			return now
		case now.slope >= 0:
			return s.zoom(now, before)
		}
		before, length = now, 2*length
	}
	return before
}

// zoom looks between two steps, of which low is the lowest that brings enough and its slope points to the other (algorithm 3.6).
func (s *lineSearch) zoom(low, high trialStep) trialStep {
	for s.left > 0 {
		now := s.next(lowestBetween(low, high))
		switch {
		case !s.brings(now) || now.value >= low.value:
			high = now
		case s.isLevel(now):
			return now
		default:
			if now.slope*(high.length-low.length) >= 0 {
				high = low
			}
			low = now
		}
	}
	return low
}

func (s *lineSearch) next(length float64) trialStep {
	s.left--
	return s.try(length)
}

// brings tells whether a step lowers the value enough; one that is not finite never does.
func (s *lineSearch) brings(t trialStep) bool {
	return t.value <= s.from.value+enough*t.length*s.from.slope && !math.IsInf(t.value, 0)
}

func (s *lineSearch) isLevel(t trialStep) bool { return math.Abs(t.slope) <= -level*s.from.slope }

// lowestBetween is where the cubic through two steps, with their slopes, is lowest (equation 3.59), but not near either of them; it is half
// way where there is none.
func lowestBetween(a, b trialStep) float64 {
	d1 := a.slope + b.slope - 3*(a.value-b.value)/(a.length-b.length)
	d2 := math.Copysign(math.Sqrt(d1*d1-a.slope*b.slope), b.length-a.length)
	share := 1 - (b.slope+d2-d1)/(b.slope-a.slope+2*d2)
	if !(share >= 0 && share <= 1) {
		share = 0.5
	}
	return a.length + min(max(share, 0.1), 0.9)*(b.length-a.length)
}
