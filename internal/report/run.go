package report

import (
	"bytes"
	"strings"

	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
)

// Run is what a report tells of: the spec, and the events of a training or an evaluation.
type Run struct {
	Spec    *spec.Spec
	Source  []byte // of the spec
	Command string // that does it again
	Files   []File // of the data
	Weights string // as the user names them

	start    train.Event
	epochs   []train.Event
	warnings []string
	layers   []train.Event
	told     []string // what else happened
	detail   *train.Detail
	last     *train.Event // done or eval
}

// File is one that was read.
type File struct {
	Holds string // what it is called: data, targets
	Name  string // as the user names it
	Path  string
	Sum   string // its SHA-256 in hexadecimal digits; empty where it can be read only once
}

// See takes in the next event.
func (r *Run) See(e train.Event) {
	switch e.Event {
	case train.EventStart:
		r.start = e
	case train.EventEpoch:
		r.epochs = append(r.epochs, e)
	case train.EventLayers:
		r.seeLayers(e)
	case train.EventWarning, train.EventNotice:
		r.warnings = append(r.warnings, e.Message)
	case train.EventResumed, train.EventStopped, train.EventInterrupted, train.EventDiverged:
		r.told = append(r.told, happened(e))
	case train.EventDetail:
		r.detail = e.Detail
	case train.EventDone, train.EventEval:
		r.last = &e
	}
}

// seeLayers takes in a look at the layers, but not a second one that goes back to the epoch that is kept.
func (r *Run) seeLayers(e train.Event) {
	if n := len(r.layers); n == 0 || r.layers[n-1].Epoch < e.Epoch {
		r.layers = append(r.layers, e)
	}
}

// Complete reports whether the run came to a result.
func (r *Run) Complete() bool { return r.last != nil }

func (r *Run) trained() bool { return r.last.Event == train.EventDone }

// head begins every report.
const head = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" content=\"nngen report\">\n"

// HeadSize is how much of a file Is needs.
const HeadSize = len(head)

// Is reports whether text begins as a report does.
func Is(text []byte) bool { return bytes.HasPrefix(text, []byte(head)) }

// clean is free text without what moves a cursor.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return '\uFFFD'
		}
		return r
	}, text)
}
