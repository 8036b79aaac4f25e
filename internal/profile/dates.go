package profile

import (
	"math/bits"
	"slices"
	"time"
)

// days and times are the ways to write dates that are known, of two that fit the one to choose first: padded before not,
// and of day and month the one that stands first where the separator is in use.
var (
	days = []string{
		"2006-01-02", "2006-1-2", "2006/01/02", "2006/1/2", "2006.01.02", compact,
		"01/02/2006", "1/2/2006", "02/01/2006", "2/1/2006", "02.01.2006", "2.1.2006", "02-01-2006", "2-1-2006", "01-02-2006", "1-2-2006",
		"01/02/06", "1/2/06", "02/01/06", "2/1/06", "02.01.06", "2.1.06",
		"02-Jan-2006", "2-Jan-2006", "02-Jan-06", "2-Jan-06", "02 Jan 2006", "2 Jan 2006", "2 January 2006",
		"Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "2006-Jan-02", "Mon, 02 Jan 2006", "Mon Jan _2 2006", "Monday, January 2, 2006",
	}
	times = []string{
		"", " 15:04:05", " 15:04", "T15:04:05Z07:00", "T15:04:05", "T15:04", "T15:04:05Z0700",
		" 15:04:05Z07:00", " 15:04:05Z07", " 15:04:05 -0700", " 15:04:05 UTC", " 15:04:05 GMT", " 3:04:05 PM", " 3:04 PM",
	}
)

// formats are all pairs, but that a compact day has a compact time.
var formats = func() (list []string) {
	for _, clock := range times {
		for _, day := range days {
			if clock == "" || day != compact {
				list = append(list, day+clock)
			}
		}
	}
	return append(list, compactTime, compact+"T150405", compact+"T150405Z07:00")
}()

// dates is what is known of the dates of a column.
type dates struct {
	open []string // formats that all texts so far are written in
	n    int
	seen map[string]parts // by format
}

// parts are the values that the parts of dates have, as sets.
type parts struct {
	firstYear, lastYear           int
	months, days, weekdays, hours uint64
}

func newDates() dates { return dates{open: formats} }

const (
	compact     = "20060102"
	compactTime = "20060102150405"
)

// add takes in a text. A number is a date only where it is eight digits, or fourteen.
func (d *dates) add(text string, isNumber bool) {
	few, many := len("1/2/06"), len("Wednesday, September 23 2006 15:04:05 -0700")
	if d.open == nil || len(text) < few || len(text) > many || isNumber && len(text) != len(compact) && len(text) != len(compactTime) || text[0] == '-' {
		d.open = nil
		return
	}
	var still []string
	for _, format := range d.open {
		t, err := time.Parse(format, text)
		if err != nil {
			continue
		}
		if d.seen == nil {
			d.seen = map[string]parts{}
		}
		p, had := d.seen[format]
		if !had {
			p.firstYear, p.lastYear = t.Year(), t.Year()
		}
		d.seen[format] = p.with(t)
		still = append(still, format)
	}
	d.open = still
	d.n++
}

func (p parts) with(t time.Time) parts {
	p.firstYear, p.lastYear = min(p.firstYear, t.Year()), max(p.lastYear, t.Year())
	p.months |= 1 << t.Month()
	p.days |= 1 << t.Day()
	p.weekdays |= 1 << t.Weekday()
	p.hours |= 1 << t.Hour()
	return p
}

// all tells whether so many values are all dates of one format. Digits alone are dates only in years of our time.
func (d *dates) all(values int) bool {
	if len(d.open) == 0 || d.n != values {
		return false
	}
	p := d.seen[d.open[0]]
	return d.open[0] != compact && d.open[0] != compactTime || 1900 <= p.firstYear && p.lastYear < 2100
}

// format is the format of the column, and whether day and month could also stand the other way round.
func (d *dates) format() (format string, doubt bool) {
	return d.open[0], slices.ContainsFunc(d.open[1:], func(other string) bool {
		return d.seen[other].months != d.seen[d.open[0]].months || d.seen[other].days != d.seen[d.open[0]].days
	})
}

// differing lists the parts that tell rows apart.
func (d *dates) differing() (list []string) {
	p := d.seen[d.open[0]]
	several := func(set uint64) bool { return bits.OnesCount64(set) > 1 }
	for _, part := range []struct {
		name string
		tell bool
	}{
		{"year", p.firstYear < p.lastYear},
		{"month", several(p.months)},
		{"day", several(p.days) && !several(p.months) && p.firstYear == p.lastYear},
		{"weekday", several(p.days)},
		{"hour", several(p.hours)},
	} {
		if part.tell {
			list = append(list, part.name)
		}
	}
	return list
}
