package train

import "testing"

// TestLiveTellsHowFarItIs: with Job.Live reading and steps are told, without it they are not.
func TestLiveTellsHowFarItIs(t *testing.T) {
	job := planeJob(t)
	told := map[string]int{}
	for _, e := range ran(t, 0, job, linearFake(0.1)) {
		told[e.Event]++
	}
	if told[EventReading]+told[EventStep] > 0 {
		t.Errorf("without Live: %v", told)
	}
	job.Live = true
	var first Event
	for _, e := range ran(t, 0, job, linearFake(0.1)) {
		if e.Event == EventReading {
			first = e
		}
	}
	if first.Rows != 60 {
		t.Errorf("reading: %+v", first)
	}
	s := &session[float64]{job: job, events: &events{w: t.Output()}}
	s.live.epoch = 3
	s.step(8)
	s.step(8)
	if s.live.rows != 16 {
		t.Errorf("%d rows learned", s.live.rows)
	}
}
