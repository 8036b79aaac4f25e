package train

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	nn "github.com/nngen/nngen/runtime"
)

// checkpointMark begins every checkpoint. The first line goes on with a header in JSON; behind it stand the model, the
// trainer's state, the snapshot of the best epoch, and what L-BFGS remembers.
const checkpointMark = "nngen checkpoint 1 "

// Checkpoint is the file beside weights that a training can go on from.
func Checkpoint(weights string) string { return weights + ".checkpoint" }

// IsCheckpoint reports whether a file is one.
func IsCheckpoint(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	mark := make([]byte, len(checkpointMark))
	_, err = io.ReadFull(f, mark)
	return err == nil && string(mark) == checkpointMark
}

// stateful is a trainer whose state can be kept.
type stateful interface {
	WriteState(w io.Writer) error
	ReadState(r io.Reader) error
}

// origin is what a training depends on: another one goes on to other bytes.
type origin struct {
	Spec   string `json:"spec"`
	Seed   uint64 `json:"seed"`
	Epochs int    `json:"epochs"`
	Rows   int    `json:"rows"`
	Data   string `json:"data"` // a hash of the rows, and of what they weigh
}

// header is the first line of a checkpoint.
type header struct {
	Origin origin   `json:"origin"`
	Epoch  int      `json:"epoch"`
	Best   int      `json:"best"`
	Loss   *float64 `json:"loss,omitempty"` // the validation loss of the best epoch
	Pilots pilots   `json:"pilots,omitempty"`
	Sizes  [4]int   `json:"sizes"`
	Sum    string   `json:"sum"` // SHA-256 of what follows
}

// checkpoints keeps a training in a file while it runs.
type checkpoints struct {
	origin origin
	pilots pilots // that are over
	saved  time.Time
	found  *header
	parts  [4][]byte
}

// origin describes the training to be done.
func (s *session[E]) origin() origin {
	rows := s.allRows()
	return origin{Spec: s.job.Spec, Seed: s.job.Seed, Epochs: s.job.Epochs, Rows: len(rows), Data: s.hashOf(rows, s.data.weights)}
}

// differs says what makes another training of this one; it is empty where nothing does.
func (o origin) differs(now origin) string {
	switch {
	case o.Spec != now.Spec:
		return "the spec is another one: " + DifferingLine(o.Spec, now.Spec)
	case o.Seed != now.Seed:
		return fmt.Sprintf("the seed was %d, and is %d", o.Seed, now.Seed)
	case o.Epochs != now.Epochs:
		return fmt.Sprintf("it was to take %d epochs, and now %d", o.Epochs, now.Epochs)
	case o.Rows != now.Rows:
		return fmt.Sprintf("the data had %d rows, and has %d", o.Rows, now.Rows)
	case o.Data != now.Data:
		return "the data has other values, or in another order"
	}
	return ""
}

// DifferingLine shows the first line in which two texts differ.
func DifferingLine(was, is string) string {
	old, now := strings.Split(was, "\n"), strings.Split(is, "\n")
	at := 0
	for at < len(old) && at < len(now) && old[at] == now[at] {
		at++
	}
	line := func(list []string) string {
		if at >= len(list) {
			return "nothing"
		}
		return quote(strings.TrimSpace(list[at]))
	}
	return fmt.Sprintf("where it said %s it says %s", line(old), line(now))
}

// resume goes on from the checkpoint, with Job.Resume; f and kept are as they were when it was written.
func (s *session[E]) resume(f *fitted, best **float64, kept *snapshot[E]) error {
	if s.checkpoints.origin.Rows == 0 {
		s.checkpoints.origin = s.origin()
	}
	if !s.job.Resume {
		return nil
	}
	path := Checkpoint(s.job.Out)
	c, err := readCheckpoint(path)
	if errors.Is(err, fs.ErrNotExist) {
		s.events.emit(Event{Event: EventWarning, Message: fmt.Sprintf("there is no checkpoint %s: training begins at the beginning", s.job.shownOut(path))})
		return nil
	}
	if err != nil {
		return fmt.Errorf("the checkpoint %s cannot be used: %w; train without --resume to begin anew", s.job.shownOut(path), err)
	}
	if text := c.found.Origin.differs(s.checkpoints.origin); text != "" {
		return fmt.Errorf("the checkpoint %s is of another training: %s; train without --resume to begin anew", s.job.shownOut(path), text)
	}
	if err := s.restore(c, kept); err != nil {
		return fmt.Errorf("the checkpoint %s cannot be used: %w", s.job.shownOut(path), err)
	}
	f.epochs, f.best, *best = c.found.Epoch, c.found.Best, c.found.Loss
	s.events.emit(Event{Event: EventResumed, Epoch: f.epochs, BestEpoch: f.best})
	return nil
}

// restore brings model, trainer and the snapshot to what the checkpoint has.
func (s *session[E]) restore(c *checkpoints, kept *snapshot[E]) error {
	f, err := os.CreateTemp("", "nngen-resume-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(c.parts[0])
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if s.model, err = s.net.Load(f.Name()); err != nil {
		return err
	}
	s.trainer = s.net.NewTrainer(s.model)
	state, ok := s.trainer.self().(stateful)
	if !ok {
		return errors.New("the trainer of this network keeps no state")
	}
	if err := kept.read(c.parts[2]); err != nil {
		return err
	}
	if s.descent != nil {
		if err := s.descent.read(c.parts[3], s.net.NumParams); err != nil {
			return err
		}
	}
	return state.ReadState(bytes.NewReader(c.parts[1]))
}

// checkpoint keeps the training as it is after the last epoch, if it is time or must be. That it cannot be written is a
// warning, and no end.
func (s *session[E]) checkpoint(f *fitted, best *float64, kept *snapshot[E], must bool) {
	state, ok := s.trainer.self().(stateful)
	c := &s.checkpoints
	if !ok || s.job.CheckpointEvery <= 0 || !must && !c.saved.IsZero() && time.Since(c.saved) < s.job.CheckpointEvery {
		return
	}
	var parts [4]bytes.Buffer
	err := errors.Join(s.model.Write(&parts[0]), state.WriteState(&parts[1]))
	parts[2].Write(kept.bytes())
	if s.descent != nil {
		parts[3].Write(s.descent.bytes())
	}
	h := header{Origin: c.origin, Pilots: c.pilots, Epoch: f.epochs, Best: f.best, Loss: best}
	sum := sha256.New()
	for i := range parts {
		h.Sizes[i] = parts[i].Len()
		sum.Write(parts[i].Bytes())
	}
	h.Sum = hex.EncodeToString(sum.Sum(nil))
	if err == nil {
		err = nn.SaveFile(Checkpoint(s.job.Out), func(w io.Writer) error { return h.write(w, &parts) })
	}
	if err != nil && c.saved.IsZero() {
		s.events.emit(Event{Event: EventWarning, Message: fmt.Sprintf("no checkpoint can be written, so that --resume cannot go on from here: %v", err)})
	}
	c.saved = time.Now()
}

// forgetCheckpoint removes the checkpoint of a training that is over; one that was interrupted can be resumed.
func (s *session[E]) forgetCheckpoint(f *fitted) {
	if path := Checkpoint(s.job.Out); !f.interrupted && s.job.CheckpointEvery > 0 && IsCheckpoint(path) {
		os.Remove(path)
	}
}

func (h *header) write(w io.Writer, parts *[4]bytes.Buffer) error {
	text, err := json.Marshal(h)
	if err == nil {
		_, err = fmt.Fprintf(w, "%s%s\n", checkpointMark, text)
	}
	for i := range parts {
		if err == nil {
			_, err = w.Write(parts[i].Bytes())
		}
	}
	return err
}

var errDamaged = errors.New("it is damaged")

// readCheckpoint reads a file that checkpoint has written.
func readCheckpoint(path string) (*checkpoints, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	first, rest, found := bytes.Cut(text, []byte("\n"))
	if !bytes.HasPrefix(first, []byte(checkpointMark)) || !found {
		return nil, errors.New("that is no checkpoint of this nngen")
	}
	h := new(header)
	if json.Unmarshal(first[len(checkpointMark):], h) != nil {
		return nil, errDamaged
	}
	if sum := sha256.Sum256(rest); h.Sum != hex.EncodeToString(sum[:]) {
		return nil, errDamaged
	}
	c := &checkpoints{found: h}
	for i, n := range h.Sizes {
		if n < 0 || n > len(rest) {
			return nil, errDamaged
		}
		c.parts[i], rest = rest[:n], rest[n:]
	}
	return c, nil
}
