package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/nngen/nngen/internal/plain"
	"github.com/nngen/nngen/internal/words"
	"github.com/nngen/nngen/runtime/train"
)

// refresh is how often the live line is drawn.
const refresh = 100 * time.Millisecond

// live is the one line of a terminal that tells how far training is. It has no colours.
type live struct {
	mpb *mpb.Progress
	bar *mpb.Bar

	mu sync.Mutex
	course
}

// newLive begins the line on a terminal.
func newLive(terminal io.Writer, doing string) *live {
	l := &live{mpb: mpb.New(mpb.WithOutput(terminal), mpb.WithRefreshRate(refresh)), course: course{doing: doing}}
	l.bar, _ = l.mpb.Add(0, mpb.BarFillerFunc(func(w io.Writer, stat decor.Statistics) error {
		l.mu.Lock()
		defer l.mu.Unlock()
		_, err := io.WriteString(w, l.line(stat.AvailableWidth))
		return err
	}), mpb.BarFillerTrim())
	return l
}

// update changes what the line says.
func (l *live) update(change func(s *course)) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	change(&l.course)
}

// end takes the line away. It may be called again.
func (l *live) end() {
	if l == nil {
		return
	}
	l.bar.Abort(true)
	l.mpb.Wait()
}

// above is a writer to w, a terminal, whose lines stand above the live line.
func (l *live) above(w io.Writer) io.Writer {
	if l == nil || plain.Terminal(w) == nil {
		return w
	}
	return aboveLine{l, w}
}

type aboveLine struct {
	live *live
	w    io.Writer
}

// Write writes text as it would stand on w.
func (a aboveLine) Write(text []byte) (int, error) {
	if !a.live.bar.IsRunning() {
		return a.w.Write(text)
	}
	var guarded bytes.Buffer
	if _, err := plain.New(&guarded).Write(text); err != nil {
		return 0, err
	}
	if _, err := a.live.mpb.Write(guarded.Bytes()); err != nil {
		return a.w.Write(text)
	}
	return len(text), nil
}

// course is what the live line tells.
type course struct {
	doing string // before the first epoch

	last       *train.Event // the last epoch that is over
	epoch, of  int          // the one that is under way, and how many there are
	row, rows  int          // of that epoch
	best       int          // the epoch with the lowest validation loss
	lowest     float64
	begun, now time.Time
	done       int // rows learned since begun
	skipped    int // rows learned before, by a training that is resumed
}

// see takes in an event at a time.
func (s *course) see(e train.Event, now time.Time) {
	s.now = now
	switch e.Event {
	case train.EventReading:
		s.doing = fmt.Sprintf("reading %s", words.Count(e.Rows, "row"))
	case train.EventStart:
		s.rows, s.epoch, s.begun = e.Train, 1, now
		s.doing = "beginning"
	case train.EventPilot:
		s.doing = "finding the number of epochs"
	case train.EventRefit:
		s.rows, s.begun = e.Rows, now
	case train.EventResumed:
		s.epoch, s.skipped = e.Epoch+1, e.Epoch*s.rows
	case train.EventStep:
		s.epoch, s.of, s.row = e.Epoch, *e.Epochs, e.Rows
	case train.EventEpoch:
		if e.ValidationLoss != nil && (s.best == 0 || *e.ValidationLoss < s.lowest) {
			s.best, s.lowest = e.Epoch, *e.ValidationLoss
		}
		s.last, s.of, s.row = &e, *e.Epochs, 0
		s.epoch = min(e.Epoch+1, s.of)
		s.done += s.rows
	}
}

// line is the course within a width: the bar takes what the rest leaves, and what matters least goes first.
func (s *course) line(width int) string {
	if s.of == 0 {
		return cut(s.doing+" …", width)
	}
	parts := s.parts()
	const leastBar = 8
	show := make([]bool, len(parts))
	used := 0
	for _, k := range []int{0, 1, 2, 3, 5, 6, 4} { // by weight
		if n := utf8.RuneCountInString(parts[k]); n > 0 && used+n+2 <= width-leastBar {
			show[k], used = true, used+n+2
		}
	}
	if !show[0] {
		return cut(parts[0], width)
	}
	text := parts[0] + "  " + s.drawn(min(width-used, 30))
	for k, part := range parts {
		if k > 0 && show[k] {
			text += "  " + part
		}
	}
	return cut(text, width)
}

// parts are epoch, loss, validation loss, score, speed, time left and best epoch; one that is not known is empty.
func (s *course) parts() []string {
	parts := make([]string, 7)
	parts[0] = fmt.Sprintf("epoch %*d/%d", len(fmt.Sprint(s.of)), s.epoch, s.of)
	if e := s.last; e != nil {
		parts[1] = "loss " + number(e.Loss)
		if e.ValidationLoss != nil {
			parts[2] = "validation " + number(e.ValidationLoss)
			parts[3] = e.Metric + " " + number(e.ValidationScore)
			parts[6] = fmt.Sprintf("best %d", s.best)
		}
	}
	learned, seconds := float64(s.done+s.row), s.now.Sub(s.begun).Seconds()
	if learned > 0 && seconds > 0 {
		speed := learned / seconds
		parts[4] = short(speed) + " rows/s"
		left := float64(s.of)*float64(s.rows) - float64(s.skipped) - learned
		parts[5] = duration(time.Duration(left/speed*float64(time.Second))) + " left"
	}
	return parts
}

// drawn is a bar of the library's, as wide as said.
func (s *course) drawn(width int) string {
	var b bytes.Buffer
	total := int64(s.of) * int64(max(s.rows, 1))
	stat := decor.Statistics{AvailableWidth: width, RequestedWidth: width, Total: total, Current: min(int64(s.skipped+s.done+s.row), total)}
	style := mpb.BarStyle().Lbound("[").Filler("=").Tip(">").Padding(" ").Rbound("]")
	if style.Build().Fill(&b, stat) != nil {
		return ""
	}
	return strings.TrimSpace(b.String())
}

// cut keeps the first characters of a text.
func cut(text string, width int) string {
	runes := []rune(text)
	return string(runes[:max(0, min(len(runes), width))])
}

// short is a number in three or four digits: 12.3k.
func short(v float64) string {
	for _, unit := range []string{"", "k", "M"} {
		if v < 999.5 {
			return fmt.Sprintf("%.3g%s", v, unit)
		}
		v /= 1000
	}
	return fmt.Sprintf("%.3gG", v)
}

// duration is a time as people say it: 4 s, 3 min 20 s, 2 h 5 min.
func duration(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
}
