package nn

import (
	"errors"
	"io"
	"strconv"
)

// The keys of what a training state says of itself.
const (
	optimizerKey = "optimizer"
	epochKey     = "epoch"
	updatesKey   = "updates"
)

const (
	maxEpoch   = 1<<31 - 1 // the largest that fits an int everywhere
	maxUpdates = 1 << 53   // beyond it a float64 cannot count
)

// WriteState writes the counters of a trainer and the tensors of its optimizer, as a weights file. What ReadState would not
// take it does not write.
func WriteState[T Float](w io.Writer, fingerprint, optimizer string, epoch int, updates uint64, ts []Tensor[T]) error {
	switch {
	case epoch < 0 || epoch > maxEpoch:
		return errors.New("the epoch is " + strconv.Itoa(epoch) + ", but a training state counts from 0 to " + strconv.Itoa(maxEpoch) + "; nothing was written")
	case updates > maxUpdates:
		return errors.New("a training state counts no more than " + strconv.FormatUint(maxUpdates, 10) + " updates; nothing was written")
	}
	notes := []Note{
		{optimizerKey, optimizer},
		{epochKey, strconv.Itoa(epoch)},
		{updatesKey, strconv.FormatUint(updates, 10)},
	}
	return WriteTensors(Annotated{w, notes}, fingerprint, ts)
}

// ReadState reads what WriteState wrote for the same optimizer, and nothing beyond its end. On an error the Data of the
// tensors is of no use.
func ReadState[T Float](r io.Reader, fingerprint, optimizer string, ts []Tensor[T]) (epoch int, updates uint64, err error) {
	mustFill(ts, "ReadState")
	_, err = readTensors(r, fingerprint, ts, func(h *header) error {
		epoch, updates, err = h.state(optimizer)
		return err
	})
	return epoch, updates, err
}

// state returns the counters of a training state.
func (h *header) state(optimizer string) (epoch int, updates uint64, err error) {
	switch by := h.note(optimizerKey); {
	case by == "" || h.note("format") != formatName:
		return 0, 0, errors.New("this is not a training state written by nngen")
	case by != optimizer:
		return 0, 0, errors.New("the training state was written by " + beginning(by) + ", but this trainer's optimizer is " + optimizer)
	}
	e, err := strconv.ParseUint(h.note(epochKey), 10, 64)
	if err != nil || e > maxEpoch {
		return 0, 0, errors.New("the training state is damaged: its epoch is out of range")
	}
	updates, err = strconv.ParseUint(h.note(updatesKey), 10, 64)
	if err != nil || updates > maxUpdates {
		return 0, 0, errors.New("the training state is damaged: its number of updates is out of range")
	}
	return int(e), updates, nil
}
