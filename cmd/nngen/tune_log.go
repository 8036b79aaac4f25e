package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/nngen/nngen/runtime/train"
)

// tuneLogMark begins every log of nngen tune.
const tuneLogMark = `{"log":"nngen tune 1",`

// tuneHeader is the first line of a log: what scores depend on.
type tuneHeader struct {
	Log   string `json:"log"`
	Folds int    `json:"folds"`
	Data  string `json:"data"` // SHA-256 of the files
	Spec  string `json:"spec"`
}

// trialResult is a line of a log.
type trialResult = train.TrialResult

// tuneLog is the file that trials are written to as they end.
type tuneLog struct {
	path string
	mu   sync.Mutex
	file *os.File
}

// openLog reads what is done already, here and with --shard elsewhere, and opens the log for what is to come.
func (t *tuning) openLog() (*tuneLog, error) {
	header, err := t.header()
	if err != nil {
		return nil, err
	}
	stem := t.stem() + ".tune"
	log := &tuneLog{path: stem + ".jsonl"}
	paths, _ := filepath.Glob(stem + ".*of*.jsonl")
	if s := t.flags.shard; s.of > 1 {
		log.path = fmt.Sprintf("%s.%dof%d.jsonl", stem, s.number, s.of)
		paths = nil
	}
	for _, path := range append(paths, log.path) {
		if err := t.read(path, header, path == log.path); err != nil {
			return nil, err
		}
	}
	if log.file, err = os.OpenFile(log.path, os.O_APPEND|os.O_WRONLY, 0o644); err != nil {
		return nil, fmt.Errorf("trials cannot be written to %s: %s", log.path, reason(err))
	}
	return log, nil
}

func (t *tuning) header() (tuneHeader, error) {
	h := tuneHeader{Log: "nngen tune 1", Folds: t.flags.folds, Spec: essence(t.src)}
	sum := sha256.New()
	if err := addFile(sum, t.data.Data); err != nil {
		return h, fmt.Errorf("the data cannot be read from %s: %s", t.data.DataShown, reason(err))
	}
	if t.data.TargetFile != "" {
		if err := addFile(sum, t.data.TargetFile); err != nil {
			return h, fmt.Errorf("the targets cannot be read from %s: %s", t.data.TargetFileShown, reason(err))
		}
	}
	h.Data = hex.EncodeToString(sum.Sum(nil))
	return h, nil
}

func addFile(w io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(w, file)
	return err
}

// read takes over the trials of a log. The one that is written to is made, and loses a line that a killed run left half.
func (t *tuning) read(path string, header tuneHeader, own bool) error {
	text, err := os.ReadFile(path)
	switch {
	case own && (errors.Is(err, fs.ErrNotExist) || err == nil && len(text) == 0):
		line, err := json.Marshal(header)
		if err == nil {
			err = saveBytes(path, append(line, '\n'))
		}
		return err
	case err != nil:
		return fmt.Errorf("the trials in %s cannot be read: %s", path, reason(err))
	case !bytes.HasPrefix(text, []byte(tuneLogMark)):
		return fmt.Errorf("trials cannot be written to %s: there is a file of another kind, which would be lost", path)
	}
	whole := text[:bytes.LastIndexByte(text, '\n')+1]
	if own && len(whole) < len(text) {
		if err := os.Truncate(path, int64(len(whole))); err != nil {
			return err
		}
	}
	lines := bytes.Split(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n"))
	var was tuneHeader
	if err := json.Unmarshal(lines[0], &was); err != nil {
		return fmt.Errorf("the trials in %s cannot be used: its first line is damaged; remove the file to begin anew", path)
	}
	if text := was.differs(header); text != "" {
		return fmt.Errorf("the trials in %s are of another search: %s; remove the file to begin anew", path, text)
	}
	for i, line := range lines[1:] {
		if err := t.take(line); err != nil {
			return fmt.Errorf("the trials in %s cannot be used: line %d: %w; remove the file to begin anew", path, i+2, err)
		}
	}
	return nil
}

// differs says what makes another search of this one; it is empty where nothing does.
func (h tuneHeader) differs(now tuneHeader) string {
	switch {
	case h.Spec != now.Spec:
		return "the spec is another one: " + train.DifferingLine(h.Spec, now.Spec)
	case h.Data != now.Data:
		return "the data is another one"
	case h.Folds != now.Folds:
		return fmt.Sprintf("it has --folds %d, and now %d", h.Folds, now.Folds)
	}
	return ""
}

// take takes over one line. Of a trial that stands there twice the first counts.
func (t *tuning) take(line []byte) error {
	var r trialResult
	if err := json.Unmarshal(line, &r); err != nil || r.Trial < 1 {
		return errors.New("it is damaged")
	}
	if r.Trial > len(t.trials) {
		return nil // there were more --trials
	}
	trial := &t.trials[r.Trial-1]
	if !maps.Equal(trial.values(), r.Values) {
		return fmt.Errorf("trial %d has other values than those drawn now", r.Trial)
	}
	if trial.result == nil {
		trial.result = &r
	}
	return nil
}

// add writes the result of a trial, whole or not at all.
func (l *tuneLog) add(r *trialResult) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err = l.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("the trial cannot be written to %s: %s", l.path, reason(err))
	}
	return nil
}

func (l *tuneLog) close() { l.file.Close() }

// resultOf is the line for an event of a training.
func (t *trial) resultOf(e train.Event) *trialResult {
	return train.NewTrialResult(t.number, t.values(), &e)
}

// listed are the values of a result, in the order of the search.
func (t *trial) listed() string {
	var list []string
	for i, text := range t.texts() {
		if text != "" {
			list = append(list, t.spec.Search[i].Path+" "+text)
		}
	}
	return strings.Join(list, ", ")
}

// ranked are the trials that are over, the best first: by score, then by loss, then by number.
func ranked(list []*trial) []*trial {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *trial) int { return a.result.Compare(b.result) })
	return list
}
